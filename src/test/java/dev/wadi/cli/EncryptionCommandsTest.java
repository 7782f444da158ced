package dev.wadi.cli;

import static dev.wadi.cli.Called.wadi;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.Fernet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wadi encrypt} and {@code wadi rotate-key}. */
class EncryptionCommandsTest {

    private static final String KEY = Fernet.newKey();
    private static final String OLD = Fernet.newKey();
    private static final Pattern TOKEN = Pattern.compile("gAAAA[A-Za-z0-9_=-]+");
    private static final String DB =
            """
            # the shop
            pg:
              conn_type: postgres   # 17
              host: db.example.com
              login: app
              password: geheim      # of the app
              extra:
                sslmode: require
                sslpassword: "key of the key"
            api: {conn_type: http, host: https://example.com, password: "{{env:TOKEN}}"}
            """;
    private static final String MORE = "lake={\"conn_type\": \"duckdb\"}\nmail=smtp://me:secret@mail.example.com:25\n";

    @TempDir
    private Path project;

    @BeforeEach
    void someConnections() throws IOException {
        Files.createDirectories(project.resolve("routes"));
        Files.createDirectories(project.resolve("connections"));
        write("db.yaml", DB);
        write("more.env", MORE);
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve("connections").resolve(file);
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private String text(String file) throws IOException {
        return Files.readString(project.resolve("connections").resolve(file));
    }

    private Called with(String keys, String... arguments) {
        return wadi(project, Map.of("WADI_FERNET_KEY", keys), "", arguments);
    }

    /** The text with what its tokens say, between brackets. */
    private static String opened(String text, String key) {
        Fernet fernet = new Fernet(key);
        return TOKEN.matcher(text)
                .replaceAll((MatchResult token) ->
                        "[" + fernet.decrypt(token.group()).orElse("of another key") + "]");
    }

    @Test
    void secretsBecomeTokensAndAllElseStays() throws IOException {
        Called encrypted = with(KEY, "encrypt", "pg", "api");

        assertThat(encrypted.err()).isEmpty();
        assertThat(encrypted.out())
                .isEqualTo("Connection 'pg': password, extra.sslpassword were encrypted in connections/db.yaml.\n");
        assertThat(opened(text("db.yaml"), KEY))
                .isEqualTo(DB.replace("geheim", "\"[geheim]\"").replace("key of the key", "[key of the key]"));
        assertThat(text("more.env")).isEqualTo(MORE);
        assertThat(with(KEY, "validate").exitCode()).isZero();
    }

    @Test
    void allFilesAreEncryptedOnce() throws IOException {
        Called encrypted = with(KEY, "encrypt", "--all", "--json");

        assertThat(encrypted.out().replaceAll("\\s+", ""))
                .isEqualTo(
                        """
                        [{"conn_id":"mail","values":["password"],"file":"connections/more.env"},\
                        {"conn_id":"pg","values":["password","extra.sslpassword"],"file":"connections/db.yaml"}]""");
        assertThat(opened(text("more.env").replace("%3D", "="), KEY)).isEqualTo(MORE.replace("secret", "[secret]"));
        String before = text("more.env");

        assertThat(with(KEY, "encrypt", "--all").out())
                .isEqualTo("There is nothing to encrypt: no secret is written in clear text.\n");
        assertThat(text("more.env")).isEqualTo(before);
    }

    @Test
    void withoutAKeyItIsSaidHowToMakeOne() throws IOException {
        Called refused = wadi(project, "encrypt", "--all");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo(
                        "WADI_FERNET_KEY: is not set. 'wadi encrypt --generate-key' makes a key. Keep it safe, and set the"
                                + " variable to it here and for the service.\n");
        assertThat(wadi(project, "rotate-key").err()).startsWith("WADI_FERNET_KEY: is not set.");
        assertThat(text("db.yaml")).isEqualTo(DB);
    }

    @Test
    void aKeyIsMade() {
        String key = wadi(project, "encrypt", "--generate-key").out().strip();

        assertThat(new Fernet(key).decrypt(new Fernet(key).encrypt("text"))).contains("text");
        assertThat(wadi(project, "encrypt", "--generate-key").out()).isNotEqualTo(key + "\n");
    }

    @Test
    void whatIsToBeEncryptedMustBeSaid() {
        assertThat(with(KEY, "encrypt").err())
                .isEqualTo("CONN_ID: is missing. Name connections, or write --all for those of all files.\n");
        assertThat(with(KEY, "encrypt", "--all", "pg").err())
                .isEqualTo(
                        "CONN_ID: does not go with --all. Name connections, or write --all for those of all files.\n");
        assertThat(with(KEY, "encrypt", "gp").err())
                .startsWith("CONN_ID: no connection named 'gp'. Did you mean 'pg'?");
    }

    @Test
    void nothingIsEncryptedWhenAFileIsWrong() throws IOException {
        write("wrong.yaml", "x: {conn_type: http, hots: y}\n");

        Called refused = with(KEY, "encrypt", "--all");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("connections/wrong.yaml:1:");
        assertThat(text("db.yaml")).isEqualTo(DB);
        assertThat(text("more.env")).isEqualTo(MORE);
    }

    @Test
    void tokensOfOtherKeysBecomeTokensOfTheFirst() throws IOException {
        with(OLD, "encrypt", "--all");
        with(KEY, "connections", "update", "mail", "--conn-password", new Fernet(KEY).encrypt("newer"));
        String mail = text("more.env");

        Called rotated = with(KEY + ", " + OLD, "rotate-key");

        assertThat(rotated.err()).isEmpty();
        assertThat(rotated.out())
                .isEqualTo(
                        "Connection 'pg': password, extra.sslpassword were encrypted again in connections/db.yaml.\n");
        assertThat(opened(text("db.yaml"), KEY))
                .isEqualTo(DB.replace("geheim", "\"[geheim]\"").replace("key of the key", "[key of the key]"));
        assertThat(text("more.env")).isEqualTo(mail);
        assertThat(with(KEY, "rotate-key").out())
                .isEqualTo("There is nothing to do: no value is encrypted by another key than the first.\n");
        assertThat(with(KEY, "validate").exitCode()).isZero();
    }

    @Test
    void nothingIsRotatedWhenAKeyIsMissing() throws IOException {
        with(OLD, "encrypt", "pg");
        with(Fernet.newKey(), "encrypt", "mail");
        String before = text("db.yaml");

        Called refused = with(KEY + "," + OLD, "rotate-key");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo(
                        "connections/more.env:2:6: mail.password: the value is encrypted with none of the keys that are set."
                                + " Add its key to WADI_FERNET_KEY, after a comma.\n");
        assertThat(text("db.yaml")).isEqualTo(before);
    }

    @Test
    void variablesAreNamedThatHaveTokensOfOtherKeys() {
        String variable = "{\"conn_type\": \"http\", \"password\": \"" + new Fernet(OLD).encrypt("x") + "\"}";

        Called rotated = wadi(
                project, Map.of("WADI_FERNET_KEY", KEY + "," + OLD, "AIRFLOW_CONN_WEB", variable), "", "rotate-key");

        assertThat(rotated.exitCode()).isZero();
        assertThat(rotated.err())
                .isEqualTo("The variable AIRFLOW_CONN_WEB has a value that is encrypted by another key than the first."
                        + " Change it where it is set.\n");
    }
}
