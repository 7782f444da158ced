package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionSecretsTest {

    private static final DefinitionSecrets SECRETS = new DefinitionSecrets(ConnectionTypes.load());

    private static ConnectionDefinition read(String json) {
        return ConnectionFiles.read("c.env", "c=" + json).definitions().get(0);
    }

    private static ConnectionDefinition masked(String json) {
        return SECRETS.masked(read(json));
    }

    @Test
    void passwordsAndSecretSettingsAreHidden() {
        ConnectionDefinition shown = masked(
                """
                {"conn_type": "postgres", "host": "db", "login": "app", "password": "pw-1",\
                 "extra": {"sslmode": "require", "sslpassword": "pw-2", "application_name": "shop"}}""");

        assertThat(shown.password()).isEqualTo("***");
        assertThat(shown.login()).isEqualTo("app");
        assertThat(shown.extra().toString()).isEqualTo("{sslmode=require, sslpassword=***, application_name=shop}");
    }

    @Test
    void whatIsUnknownIsHiddenByItsNameItsFormAndAtAnyDepth() {
        ConnectionDefinition shown = masked(
                """
                {"conn_type": "http", "host": "https://ada:pw-1@api.example.com", "extra":\
                 {"X-Api-Key": "pw-2", "tokens": {"a": ["pw-3", {"b": 4}]}, "sasl.jaas.config": "x password=pw-5",\
                 "ssl.keystore.key": "-----BEGIN PRIVATE KEY-----pw-6", "open": ["a", 1, true, null]}}""");

        assertThat(shown.host()).isEqualTo("https://ada:***@api.example.com");
        assertThat(shown.extra().toString())
                .isEqualTo("{X-Api-Key=***, tokens={a=[***, {b=***}]}, sasl.jaas.config=***, ssl.keystore.key=***,"
                        + " open=[a, 1, true, null]}");
    }

    @Test
    void aTokenIsASecretWhereverItStands() {
        String token = new Fernet(Fernet.newKey()).encrypt("db.example.com");

        assertThat(masked("{\"conn_type\": \"postgres\", \"host\": \"" + token + "\"}")
                        .host())
                .isEqualTo("***");
    }

    @Test
    void whatWasShownComesBackAsWhatIsStored() {
        ConnectionDefinition stored = read(
                """
                {"conn_type": "http", "host": "https://ada:pw-1@api.example.com", "password": "pw-2", "extra":\
                 {"X-Api-Key": "pw-3", "tokens": {"a": ["pw-4", {"b": 5}]}, "open": "o"}}""");

        assertThat(SECRETS.kept(SECRETS.masked(stored), stored).sameContent(stored))
                .isTrue();
    }

    @Test
    void whatWasNotShownIsTaken() {
        ConnectionDefinition stored =
                read("{\"conn_type\": \"postgres\", \"password\": \"pw-1\", \"extra\": {\"sslpassword\": \"pw-2\"}}");
        ConnectionDefinition sent =
                read("{\"conn_type\": \"postgres\", \"password\": \"pw-9\", \"extra\": {\"sslpassword\": \"***\"}}");

        ConnectionDefinition kept = SECRETS.kept(sent, stored);

        assertThat(kept.password()).isEqualTo("pw-9");
        assertThat(kept.extra()).containsEntry("sslpassword", "pw-2");
    }

    @Test
    void nothingIsKeptThatIsNotThere() {
        ConnectionDefinition stored = read("{\"conn_type\": \"postgres\"}");
        ConnectionDefinition sent = read("{\"conn_type\": \"postgres\", \"extra\": {\"sslpassword\": \"***\"}}");

        assertThatThrownBy(() -> SECRETS.kept(sent, stored))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("c: c.extra.sslpassword: '***' keeps a stored value, and there is none. Give the value.");
    }

    @Test
    void secretsInClearTextAreEncryptedAndNothingElse() {
        Fernet keys = new Fernet(Fernet.newKey());
        String token = keys.encrypt("pw-3");
        ConnectionDefinition written = read(
                """
                {"conn_type": "postgres", "host": "db", "login": "app", "password": "pw-1", "extra":\
                 {"sslpassword": "{{env:PW}}", "sslmode": "require", "token": "%s", "secrets": ["pw-4"]}}"""
                        .formatted(token));

        ConnectionDefinition encrypted = SECRETS.encrypted(written, keys);

        assertThat(keys.decrypt(String.valueOf(encrypted.password()))).contains("pw-1");
        assertThat(encrypted.host()).isEqualTo("db");
        assertThat(encrypted.extra())
                .containsEntry("sslpassword", "{{env:PW}}")
                .containsEntry("sslmode", "require")
                .containsEntry("token", token);
        assertThat(encrypted.extra().get("secrets")).asString().startsWith("[gAAAA");
        assertThat(SECRETS.paths(encrypted))
                .isEqualTo(List.of("password", "extra.sslpassword", "extra.token", "extra.secrets.0"));
    }
}
