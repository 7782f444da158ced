package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {

    @TempDir
    private Path home;

    private TestingWorkspace workspace;

    @BeforeEach
    void folders() {
        workspace = new TestingWorkspace(home);
    }

    private List<String> problems() {
        return workspace.shown(Validation.of(workspace.workspace()).problems());
    }

    @Test
    void oneErroneousEntryHidesNothingOfTheOthers() {
        workspace.connections(
                "a.yaml",
                """
                five: 5
                api: {conn_type: htpp}
                pg: {conn_type: postgres, host: db, extra: {sslmode: maybe, sslmood: require}}
                """);

        assertThat(problems())
                .containsExactly(
                        "connections/a.yaml:1:7: five: must be fields or a URI, was 5. Write its fields below it, or its"
                                + " URI in quotes.",
                        "connections/a.yaml:2:18: api.conn_type: no connection type 'htpp'. Did you mean 'http'?"
                                + " 'wadi connections types' lists them.",
                        "connections/a.yaml:3:54: pg.extra.sslmode: must be one of disable, allow, prefer, require,"
                                + " verify-ca, verify-full, was maybe. Change it, or remove the line to use prefer.",
                        "connections/a.yaml:3:70: warning: pg.extra.sslmood: unknown key of a connection of type 'postgres'."
                                + " Did you mean 'sslmode'? It is kept and has no effect here.");
        assertThat(Validation.of(workspace.workspace()).connections()).isZero();
    }

    @Test
    void aFileThatIsRejectedForASecondDefinitionIsCheckedAsWell() {
        workspace.connections("a.yaml", "pg: {conn_type: postgres, host: db}\n");
        workspace.connections(
                "b.env",
                """
                pg=postgres://other
                api=htpp://example.com
                """);

        assertThat(problems())
                .containsExactly(
                        "connections/b.env:1:1: pg: is defined at connections/a.yaml:1:1 already. Remove one of the two,"
                                + " or choose another conn_id.",
                        "connections/b.env:2:5: api.conn_type: no connection type 'htpp'. Did you mean 'http'?"
                                + " 'wadi connections types' lists them.");
    }

    @Test
    void whatAVariableShadowsIsCheckedAsWell() {
        workspace.connections("a.yaml", "my_pg: {conn_type: postgress, host: db}\n");
        workspace.variable("AIRFLOW_CONN_MY_PG", "postgres://db");

        assertThat(problems())
                .containsExactly(
                        "connections/a.yaml:1:20: my_pg.conn_type: no connection type 'postgress'. Did you mean"
                                + " 'postgres'? 'wadi connections types' lists them.");
    }

    @Test
    void nothingOfAFileWithAnErrorIsLoadedAndAllOfItIsSaidAtTheStart() throws Exception {
        workspace.connections("a.yaml", "five: 5\nlake: {conn_type: duckdb, hots: x}\napi: {conn_type: htpp}\n");
        workspace.connections("b.yaml", "other: {conn_type: duckdb}\n");
        try (Engine engine = workspace.start()) {
            assertThat(engine.connections().statuses())
                    .extracting(status -> status.definition().connId())
                    .containsExactly("other");
            assertThat(workspace.shown(engine.status().problems()))
                    .hasSize(3)
                    .last()
                    .asString()
                    .startsWith("connections/a.yaml:3:18: api.conn_type: no connection type 'htpp'.");
        }
    }

    @Test
    void aConnectionFileWithSecretsThatOthersMayReadIsAWarning() {
        workspace.connections(
                "a b.yaml",
                """
                pg: {conn_type: postgres, host: db, password: geheim}
                pg2: {conn_type: postgres, host: db, password: geheim}
                """,
                "rw-r--r--");
        workspace.connections("group.env", "pg3=postgres://app:geheim@db\n", "rw-r-----");
        workspace.connections(
                "aws.json",
                """
                {"s3": {"conn_type": "aws", "extra": {"aws_secret_access_key": "geheim", "aws_access_key_id": "AKIA"}}}
                """,
                "rw----r--");
        workspace.connections("private.yaml", "pg4: {conn_type: postgres, host: db, password: geheim}\n");

        assertThat(problems())
                .containsExactly(
                        "connections/a b.yaml: warning: holds secrets in clear text, and its group and all others may"
                                + " read it. Run: chmod 600 'connections/a b.yaml'.",
                        "connections/aws.json: warning: holds secrets in clear text, and all others may read it."
                                + " Run: chmod 600 connections/aws.json.",
                        "connections/group.env: warning: holds secrets in clear text, and its group may read it."
                                + " Run: chmod 600 connections/group.env.");
    }

    @Test
    void aFileWithoutSecretsInClearTextMayBeReadByAll() {
        workspace.connections(
                "a.yaml",
                """
                pg: {conn_type: postgres, host: db, login: app, password: "{{env:PGPASSWORD}}", extra: {sslmode: require}}
                none: {conn_type: postgres, host: db, password: ""}
                lake: {conn_type: duckdb}
                opaque: {conn_type: snowflake, extra: {token: "{{env:PGPASSWORD}}"}}
                """,
                "rw-r--r--");
        workspace.variable("PGPASSWORD", "geheim");
        workspace.variable("AIRFLOW_CONN_OTHER", "postgres://app:geheim@db");

        assertThat(problems()).isEmpty();
    }

    @Test
    void aFileOfASecretThatOthersMayReadIsAWarningOnce() throws IOException {
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        Files.writeString(secrets.resolve("pw"), "geheim\n");
        Files.writeString(secrets.resolve("own"), "geheim\n");
        Files.setPosixFilePermissions(secrets.resolve("pw"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(secrets.resolve("own"), PosixFilePermissions.fromString("r--------"));
        workspace.variable("WADI_SECRETS", secrets.toString());
        workspace.connections(
                "a.yaml",
                """
                one: {conn_type: postgres, host: db, password: "{{file:pw}}"}
                two: {conn_type: postgres, host: db, password: "{{file:pw}}"}
                three: {conn_type: postgres, host: db, password: "{{file:own}}"}
                """,
                "rw-r--r--");

        assertThat(problems())
                .containsExactly("secrets/pw: warning: holds a secret, and its group and all others may read it. Run:"
                        + " chmod 600 secrets/pw.");
    }

    @Test
    void theStartWarnsOfFilesThatOthersMayReadOnce() throws Exception {
        workspace.connections("a.yaml", "pg: {conn_type: postgres, host: db, password: geheim}\n", "rw-r--r--");
        try (Engine engine = workspace.start()) {
            assertThat(workspace.shown(engine.status().problems()))
                    .containsExactly("connections/a.yaml: warning: holds secrets in clear text, and its group and all"
                            + " others may read it. Run: chmod 600 connections/a.yaml.");
        }
    }
}
