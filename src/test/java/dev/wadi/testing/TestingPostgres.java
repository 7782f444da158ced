package dev.wadi.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL with TLS. The database {@code sales} takes {@link #USER} with {@link #PASSWORD} over anything, the
 * database {@code secure} only over TLS; {@link #CERTIFICATE_USER} signs in by a client certificate of
 * {@link TestingTls#shared()} with that name. The certificate is for localhost, and the server listens on 127.0.0.2 as
 * well, which the certificate does not name. In a database {@code live} everybody may sign in by password.
 */
public final class TestingPostgres implements AutoCloseable {

    public static final String USER = "app";
    public static final String PASSWORD = "sw0rd & fish%20?";
    public static final String CERTIFICATE_USER = "certified";

    private static final String ACCESS =
            """
            local   all     all                     trust
            hostssl all     certified  all          cert
            host    all     certified  all          reject
            hostssl secure  app        all          scram-sha-256
            host    secure  app        all          reject
            host    all     app        all          scram-sha-256
            host    all     postgres   samehost     trust
            host    live    all        all          scram-sha-256
            """;

    private static @Nullable TestingPostgres shared;

    private final Path folder;
    private final Path data;
    private final int port;
    private final TestingTls.Identity identity = TestingTls.shared().server("localhost");
    private @Nullable EmbeddedPostgres server;

    private TestingPostgres() {
        try {
            folder = Files.createTempDirectory("wadi-postgres");
            data = folder.resolve("data");
            server = builder(0).start();
            port = server.getPort();
            configure();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server that the tests of one JVM share; it ends with the JVM. */
    public static synchronized TestingPostgres shared() {
        if (shared == null) {
            shared = new TestingPostgres();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "testing-postgres-end"));
        }
        return shared;
    }

    /** A server of one's own, to stop and start. */
    public static TestingPostgres start() {
        return new TestingPostgres();
    }

    private EmbeddedPostgres.Builder builder(int onPort) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "*")
                .setServerConfig("fsync", "off");
        return onPort == 0 ? builder : builder.setPort(onPort);
    }

    private void configure() throws IOException {
        TestingTls tls = TestingTls.shared();
        TestingTls.writePem(data, "server", identity);
        TestingTls.writePem(data, "clients", tls.certificate());
        Files.setPosixFilePermissions(data.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
        execute("create role " + USER + " login password '" + PASSWORD + "'");
        execute("create role " + CERTIFICATE_USER + " login");
        execute("create database sales owner " + USER);
        execute("create database secure owner " + USER);
        execute("alter system set ssl_cert_file = 'server.crt'");
        execute("alter system set ssl_key_file = 'server.key'");
        execute("alter system set ssl_ca_file = 'clients.crt'");
        execute("alter system set ssl = on");
        execute("select pg_reload_conf()");
    }

    public String host() {
        return "localhost";
    }

    public int port() {
        return port;
    }

    /** The URL of the database {@code sales}, without credentials. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/sales";
    }

    /** The certificate that it shows. */
    public X509Certificate certificate() {
        return identity.certificate();
    }

    /** A connection of the superuser to a database. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + database, "postgres", "");
    }

    /** Runs a statement as the superuser in the database {@code postgres}. */
    public void execute(String sql) {
        execute("postgres", sql);
    }

    /** Runs a statement as the superuser. */
    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query as the superuser. */
    public List<String> query(String database, String sql) {
        try (Connection connection = connect(database);
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

    /** How many sessions there are whose application is named so. */
    public int sessions(String applicationName) {
        return query("postgres", "select 1 from pg_stat_activity where application_name = '" + applicationName + "'")
                .size();
    }

    /** Stops the server; its data stays. */
    public synchronized void stop() {
        try {
            if (server != null) {
                server.close();
                server = null;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server at once, as a crash would; its sessions end in the middle of what they do. */
    public synchronized void crash() {
        try {
            String postmaster =
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            new ProcessBuilder("kill", "-QUIT", postmaster).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.notExists(data.resolve("postmaster.pid")));
    }

    /** Starts it again on the same port. */
    public synchronized void restart() {
        try {
            stop();
            server = builder(port).start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        TestingFolders.delete(folder);
    }
}
