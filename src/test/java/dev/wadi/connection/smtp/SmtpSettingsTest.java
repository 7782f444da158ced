package dev.wadi.connection.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.SettingsForm;
import dev.wadi.connection.mail.AuthType;
import dev.wadi.connection.mail.Desk;
import dev.wadi.connection.mail.OAuth2;
import dev.wadi.connection.mail.Security;
import dev.wadi.connection.mail.SslContext;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.component.mail.JavaMailSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What smtp connections may say. */
class SmtpSettingsTest {

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({"false, false, smtps, 465", "false, true, smtps, 465", "true, false, smtp, 587", "true, true, smtp, 25"
    })
    void thePortFollowsFromTheEncryption(String disableSsl, String disableTls, String protocol, int port) {
        desk.open(Desk.definition(
                "my_smtp",
                "smtp",
                "smtp.example.com",
                0,
                null,
                null,
                "extra__smtp__disable_ssl",
                disableSsl,
                "disable_tls",
                disableTls));
        JavaMailSender sender =
                desk.connections.bean("my_smtp", JavaMailSender.class).orElseThrow();
        assertThat(sender.getPort()).isEqualTo(port);
        assertThat(sender.getProtocol()).isEqualTo(protocol);
        assertThat(sender.getSession().getProperty("mail." + protocol + ".ssl.checkserveridentity"))
                .isEqualTo("true");
        assertThat(sender.getSession().getProperty("mail." + protocol + ".starttls.required"))
                .isEqualTo(port == 587 ? "true" : null);
        assertThat(sender.getSession().getProperty("mail." + protocol + ".timeout"))
                .isEqualTo("30000");
    }

    @Test
    void aPlainDefinitionHasNoProblems() {
        assertThat(desk.check(Desk.definition(
                        "my_smtp",
                        "smtp",
                        "smtp.example.com",
                        465,
                        "app",
                        "secret",
                        "from_email",
                        "me@example.com",
                        "timeout",
                        "30",
                        "retry_limit",
                        "5",
                        "disable_tls",
                        "true",
                        "subject_template",
                        "subject.txt",
                        "html_content_template",
                        "mail.html",
                        "auth_type",
                        "basic",
                        "ssl_context",
                        "default")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp.example.com:465",
                "smtp://smtp.example.com",
                "a/b",
                "a?b=c",
                "a;b",
                "a,b",
                "a b",
                "a%2fb",
                "a@b",
                "(a)",
                "-a",
                "a\nb"
            })
    void aHostIsANameAndNothingMore(String host) {
        assertThat(desk.check(Desk.definition("my_smtp", "smtp", host, 465, null, null)))
                .isEqualTo("connections/mail.yaml:1:1: my_smtp.host: must be a host name or an address, was '"
                        + host.replace('\n', ' ') + "'. Put only the name there; the port has a field of its own.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "smtp.example.com", "10.0.0.1", "::1", "[2001:db8::1]", "münchen.example", "a_b"})
    void aHostIsANameOrAnAddress(String host) {
        assertThat(desk.check(Desk.definition("my_smtp", "smtp", host, 465, null, null)))
                .isEmpty();
    }

    @Test
    void whatDoesNotGoTogetherIsReportedAtOnce() {
        String problems = desk.check(Desk.definition(
                "my_smtp",
                "smtp",
                "smtp.example.com",
                587,
                "app",
                null,
                "ssl_context",
                "none",
                "ca_file",
                "ca.pem",
                "access_token",
                "t"));
        assertThat(problems)
                .isEqualTo(
                        """
                        connections/mail.yaml:1:1: warning: my_smtp.extra.auth_type: is basic, so that the token or client is not used. Set it to oauth2.
                        connections/mail.yaml:1:1: my_smtp.extra.ca_file: is of no use while ssl_context is none, which trusts any certificate. Remove one of the two.
                        connections/mail.yaml:1:1: warning: my_smtp.password: is missing, so that nobody signs in. Set login and password, or neither.
                        connections/mail.yaml:1:1: warning: my_smtp.port: 587 is for STARTTLS, and this connection speaks TLS from the first byte. Set disable_ssl to true, or the port to 465.""");
    }

    @Test
    void aPasswordInTheClearAndCertificatesThatNobodyChecksAreWarnings() {
        assertThat(desk.check(Desk.definition(
                        "my_smtp",
                        "smtp",
                        "smtp.example.com",
                        25,
                        "app",
                        "secret",
                        "disable_ssl",
                        true,
                        "disable_tls",
                        true)))
                .isEqualTo("connections/mail.yaml:1:1: warning: my_smtp.extra.disable_tls: with disable_ssl sends the"
                        + " password unencrypted. Set disable_tls to false to use STARTTLS.");
        assertThat(desk.check(
                        Desk.definition("my_smtp", "smtp", "smtp.example.com", 465, null, null, "ssl_context", "NONE")))
                .isEqualTo(
                        "connections/mail.yaml:1:1: warning: my_smtp.extra.ssl_context: none accepts any certificate, so"
                                + " that anyone on the way can read the mail and the password. Name the PEM file of your"
                                + " authority in ca_file instead.");
    }

    @Test
    void oauth2NeedsAMailboxAndATokenOrAClientAndASafeEndpoint() {
        assertThat(desk.check(Desk.definition(
                        "my_smtp",
                        "smtp",
                        "smtp.example.com",
                        465,
                        null,
                        null,
                        "auth_type",
                        "oauth2",
                        "tenant_id",
                        "../evil",
                        "token_url",
                        "http://tokens.example.com/")))
                .isEqualTo(
                        """
                        connections/mail.yaml:1:1: my_smtp.extra.auth_type: is oauth2, and there is no token. Set access_token, or client_id and client_secret.
                        connections/mail.yaml:1:1: my_smtp.extra.tenant_id: must be the id or domain of a tenant, was '../evil'. Remove it to use common.
                        connections/mail.yaml:1:1: my_smtp.extra.token_url: must be an https URL, was 'http://tokens.example.com/'; the client's secret is sent there. Begin it with https://.
                        connections/mail.yaml:1:1: my_smtp.login: is missing; oauth2 signs in to a mailbox. Set it to the mailbox's address.""");
    }

    @Test
    void wrongValuesAndMissingHostsAreProblems() {
        assertThat(desk.check(Desk.definition(
                        "my_smtp",
                        "smtp",
                        null,
                        465,
                        null,
                        null,
                        "ssl_context",
                        "some",
                        "auth_type",
                        "kerberos",
                        "timeout",
                        0)))
                .isEqualTo(
                        """
                        connections/mail.yaml:1:1: my_smtp.extra.auth_type: must be one of basic, oauth2, was kerberos. Change it, or remove the line to use basic.
                        connections/mail.yaml:1:1: my_smtp.extra.ssl_context: must be one of default, none, was some. Change it, or remove the line to use default.
                        connections/mail.yaml:1:1: my_smtp.extra.timeout: must be at least 1, was 0. Change it, or remove the line to use 30.
                        connections/mail.yaml:1:1: my_smtp.host: is missing. Set it, for example smtp.example.com.""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mail.smtp.ssl.trust", "MAIL.SMTPS.SSL.TRUST", "mail.smtp.socketFactory.class", "ssl_.trust"})
    void propertiesThatSwitchOffVerificationOrLoadClassesAreRefused(String key) {
        assertThat(desk.check(Desk.definition("my_smtp", "smtp", "smtp.example.com", 465, null, null, key, "*")))
                .isEqualTo("connections/mail.yaml:1:1: my_smtp.extra." + key + ": would switch off verification or load"
                        + " a class that the file names. Use ssl_context and ca_file.");
    }

    @Test
    void otherPropertiesAreWarningsAndNeverReachTheSession() {
        var definition = Desk.definition(
                "my_smtp", "smtp", "smtp.example.com", 465, null, null, "mail.smtps.localhost", "spoofed");
        assertThat(desk.check(definition)).startsWith("connections/mail.yaml:1:1: warning: my_smtp.extra.mail.smtps.");
        desk.open(definition);
        JavaMailSender sender =
                desk.connections.bean("my_smtp", JavaMailSender.class).orElseThrow();
        assertThat(sender.getSession().getProperty("mail.smtps.localhost")).isNull();
    }

    @Test
    void theDefaultsAreAirflows() {
        Map<String, Object> defaults = Map.of(
                "timeout", "30",
                "retry_limit", "5",
                "disable_tls", "false",
                "disable_ssl", "false",
                "auth_type", "basic",
                "tenant_id", "common",
                "scope", "https://outlook.office.com/.default",
                "ssl_context", "default");
        for (SettingsForm.Item item : SettingsForm.of(new SmtpType()).items()) {
            assertThat(item.setting().defaultValue()).as(item.key()).isEqualTo(defaults.getOrDefault(item.key(), ""));
        }
    }

    @Test
    void settingsAndServersShowNoSecret() {
        SmtpSettings settings = new SmtpSettings(
                "h",
                1,
                "u",
                "pass!",
                null,
                Duration.ofSeconds(1),
                0,
                true,
                true,
                null,
                null,
                SslContext.DEFAULT,
                AuthType.BASIC,
                new OAuth2("token!", "c", "secret!", "t", "s", null),
                null);
        assertThat(settings.toString() + settings.oauth2()).doesNotContain("pass!", "token!", "secret!");
        assertThat(settings.security()).isEqualTo(Security.PLAIN);
    }
}
