package dev.wadi.connection.mail;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.DrippingServer;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingTls;
import dev.wadi.testing.TlsFront;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every type of mail server does when it is connected to, and when the server lets it down. */
public abstract class MailServerContract implements ServerContract {

    protected static final TestingMail MAIL = TestingMail.shared();

    protected final Desk desk = new Desk();

    private final String type;
    private final Ports ports;
    private final List<Object> starttls;
    private final List<Object> plain;

    /** The ports of the test server, by how they speak. */
    public record Ports(int tls, int starttls, int plain) {}

    /**
     * @param starttls extras, key, value, key, value, that ask for STARTTLS
     * @param plain extras that ask for no encryption
     */
    protected MailServerContract(String type, Ports ports, List<Object> starttls, List<Object> plain) {
        this.type = type;
        this.ports = ports;
        this.starttls = starttls;
        this.plain = plain;
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String connId() {
        return "my_" + type;
    }

    @Override
    public Written working() {
        return at(ports.tls());
    }

    @Override
    public Written at(int port) {
        return connection(connId(), type)
                .host("localhost")
                .port(port)
                .login(TestingMail.LOGIN)
                .password(TestingMail.PASSWORD)
                .extra("ca_file", Desk.CA_FILE);
    }

    @Override
    public List<String> secrets() {
        return List.of(TestingMail.PASSWORD);
    }

    private String signedIn() {
        return type.toUpperCase(Locale.ROOT) + " server localhost:" + ports.tls() + ", TLS, signed in as app";
    }

    private static Object[] and(List<Object> extra, Object... more) {
        List<Object> all = new ArrayList<>(extra);
        all.addAll(List.of(more));
        return all.toArray();
    }

    protected void assertFails(int port, String message, Object... extra) {
        assertThatThrownBy(() -> desk.test(Desk.definition(connId(), type, port, extra)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection '" + connId() + "': " + message.formatted(port));
    }

    @Test
    void anyCertificateDoesWithSslContextNone() {
        String answer = desk.test(Desk.definition(connId(), type, ports.tls(), "ssl_context", "none"));
        assertThat(answer).isEqualTo(signedIn());
    }

    @Test
    void anAccessTokenSignsIn() {
        String answer = desk.test(Desk.definition(
                connId(),
                type,
                "localhost",
                ports.tls(),
                TestingMail.LOGIN,
                null,
                "auth_type",
                "oauth2",
                "access_token",
                TestingMail.PASSWORD,
                "ca_file",
                Desk.CA_FILE));
        assertThat(answer).isEqualTo(signedIn());
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNotTrusted() {
        String message =
                "the certificate of localhost:%d is not trusted: unable to find valid certification path to requested"
                        + " target. For an authority of your own, name its PEM file in extra.ca_file";
        assertFails(ports.tls(), message);
        assertFails(ports.starttls(), message, and(starttls, "ca_file", Desk.caFile(TestingTls.stranger())));
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() {
        TestingTls.Identity other = TestingTls.shared().server("mail.example.org");
        try (TlsFront front =
                new TlsFront(TlsFront.Kind.TLS, TestingTls.shared().sslContext(other), ports.plain())) {
            assertFails(
                    front.port(),
                    "the certificate of localhost:%d is for another host: No subject alternative DNS name matching"
                            + " localhost found",
                    "ca_file",
                    Desk.CA_FILE);
        }
    }

    @Test
    void aServerWithoutTlsIsNotTalkedToWithoutTls() {
        assertFails(
                ports.plain(),
                "localhost:%d does not speak TLS as it should: Unsupported or unrecognized SSL message. Is it another"
                        + " port that does?");
        assertFails(ports.plain(), "localhost:%d does not offer STARTTLS", and(starttls));
    }

    @Test
    void aPortWhereNothingListensIsReported() {
        assertFails(MuteServer.closedPort(), "localhost:%d cannot be reached: Connection refused");
    }

    @Test
    void aMuteServerIsGivenUp() {
        try (MuteServer mute = new MuteServer()) {
            Instant start = Instant.now();
            assertFails(mute.port(), "localhost:%d does not answer within 1 s", "timeout", 1);
            assertFails(mute.port(), "localhost:%d does not answer within 1 s", and(starttls, "timeout", 1));
            assertFails(mute.port(), "localhost:%d does not answer within 1 s", and(plain, "timeout", 1));
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void aServerThatSaysAByteNowAndThenIsGivenUpInTime() {
        try (DrippingServer dripping = new DrippingServer()) {
            Instant start = Instant.now();
            for (List<Object> extra : List.of(List.of(), starttls, plain)) {
                assertThatThrownBy(() -> desk.connections.test(
                                Desk.definition(connId(), type, dripping.port(), and(extra)), Duration.ofMillis(700)))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessage("connection '" + connId() + "': localhost:" + dripping.port()
                                + " does not answer within 700 ms");
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            dripping.awaitNoClients();
        }
    }

    @Test
    void aServerThatHangsUpIsReported() {
        try (TlsFront front = new TlsFront(
                TlsFront.Kind.PLAIN,
                TestingTls.shared().sslContext(TestingTls.shared().server("localhost")),
                ports.plain())) {
            front.hangUp(2);
            assertFails(front.port(), "localhost:%d hung up", and(plain));
            assertFails(front.port(), "localhost:%d hung up");
        }
    }

    @Test
    void anAuthorityFileThatCannotBeUsedIsReportedWhenItIsOpened() {
        assertFails(25, "the ca_file '/nowhere/ca.pem' cannot be read", "ca_file", "/nowhere/ca.pem");
        assertFails(25, "the ca_file 'pom.xml' holds no certificate in PEM form", "ca_file", "pom.xml");
    }
}
