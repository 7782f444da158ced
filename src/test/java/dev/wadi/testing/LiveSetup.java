package dev.wadi.testing;

/** Where the outside systems of a service under load are, as its files are to say. */
public record LiveSetup(Database database, Web web, Mail mail) {

    /** A PostgreSQL with {@link LiveTables}, and the most sessions of it at a time. */
    public record Database(int port, String login, String password, int poolSize) {}

    /** An {@link HttpIds}. */
    public record Web(int port, String login) {}

    /** A {@link TestingMail}. */
    public record Mail(String host, int port, String password) {}

    /** With the first of the logins. */
    public static LiveSetup of(TestingPostgres database, HttpIds web, TestingMail mail) {
        String login = LiveTables.LOGINS.get(0);
        return new LiveSetup(
                new Database(database.port(), login, LiveTables.PASSWORD, 8),
                new Web(web.port(), login),
                new Mail("127.0.0.1", mail.imap(), TestingMail.PASSWORD));
    }

    /** The database with the login that stays as it is. */
    public Database source() {
        return new Database(database.port, LiveTables.CONSTANT_LOGIN, LiveTables.PASSWORD, database.poolSize);
    }

    /** The other of the two logins. */
    public static String other(String login) {
        return LiveTables.LOGINS.get(1 - LiveTables.LOGINS.indexOf(login));
    }

    /** The same with the other login of PostgreSQL. */
    public LiveSetup withOtherLogin() {
        return with(new Database(database.port, other(database.login), database.password, database.poolSize));
    }

    /** The same with another password of PostgreSQL. */
    public LiveSetup withPassword(String password) {
        return with(new Database(database.port, database.login, password, database.poolSize));
    }

    /** The same with PostgreSQL elsewhere. */
    public LiveSetup withPort(int port) {
        return with(new Database(port, database.login, database.password, database.poolSize));
    }

    /** The same with another size of the pool. */
    public LiveSetup withPoolSize(int poolSize) {
        return with(new Database(database.port, database.login, database.password, poolSize));
    }

    /** The same with the other login of HTTP. */
    public LiveSetup withOtherWebLogin() {
        return new LiveSetup(database, new Web(web.port, other(web.login)), mail);
    }

    /** The same with another password of IMAP. */
    public LiveSetup withMailPassword(String password) {
        return new LiveSetup(database, web, new Mail(mail.host, mail.port, password));
    }

    /** The same with everything changed that can be changed while the servers stay as they are. */
    public LiveSetup swapped() {
        String host = mail.host.equals("localhost") ? "127.0.0.1" : "localhost";
        return new LiveSetup(database, web, new Mail(host, mail.port, mail.password))
                .withOtherLogin()
                .withOtherWebLogin();
    }

    private LiveSetup with(Database other) {
        return new LiveSetup(other, web, mail);
    }
}
