package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Database servers whose clocks are wrong: what tells the time there is moved, for one database or for new sessions. */
class DoctorOfServersIT {

    @TempDir
    private Path project;

    private Examined examined(String connection) throws IOException {
        Files.createDirectories(project.resolve("routes"));
        Path file = Files.createDirectories(project.resolve("connections")).resolve("db.yaml");
        Files.writeString(file, connection);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Examined.of(project, Map.of());
    }

    @Test
    void aPostgresThatIsBehindIsAProblem() throws IOException {
        TestingPostgres server = TestingPostgres.shared();
        server.execute("create database late");
        server.execute("alter database late set search_path = public, pg_catalog");
        server.execute(
                "late",
                "create function public.clock_timestamp() returns timestamptz language sql"
                        + " as 'select pg_catalog.clock_timestamp() - interval ''3 hours 1 minute'''");
        String connection =
                "pg: {conn_type: postgres, host: %s, port: %d, login: %s, password: '%s', schema: %s, extra: {sslmode: disable}}\n";

        assertThat(examined(connection.formatted(
                                server.host(), server.port(), TestingPostgres.USER, TestingPostgres.PASSWORD, "late"))
                        .about("clock"))
                .singleElement(STRING)
                .matches(
                        "problem \\| pg \\| the clock here says \\S+Z, which is 3 h ahead of that of this server \\| Set the"
                                + " clock: timedatectl set-ntp true \\(of a container: on its host\\)");
        assertThat(examined(connection.formatted(
                                server.host(), server.port(), TestingPostgres.USER, TestingPostgres.PASSWORD, "sales"))
                        .about("clock"))
                .singleElement(STRING)
                .matches("ok \\|  \\| it is \\S+Z, as that of 1 server \\| ");
    }

    @Test
    void aMariaDbThatIsAheadIsAProblem() throws IOException {
        TestingMariaDb server = TestingMariaDb.shared();
        String connection = "my: {conn_type: mysql, host: 127.0.0.1, port: %d, login: %s, password: '%s', schema: %s}\n"
                .formatted(server.port(), TestingMariaDb.LOGIN, TestingMariaDb.PASSWORD, TestingMariaDb.DATABASE);
        assertThat(examined(connection).about("clock")).singleElement(STRING).endsWith(", as that of 1 server | ");
        server.administer("set global init_connect = 'set timestamp = unix_timestamp() + 120'");
        try {
            assertThat(examined(connection).about("clock"))
                    .singleElement(STRING)
                    .matches(
                            "warning \\| my \\| the clock here says \\S+Z, which is (1 min|2 min) behind that of this server \\|"
                                    + " Set the clock: timedatectl set-ntp true \\(of a container: on its host\\)");
        } finally {
            server.administer("set global init_connect = ''");
        }
    }
}
