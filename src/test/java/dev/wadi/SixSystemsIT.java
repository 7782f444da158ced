package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.RouteFileStatus;
import dev.wadi.engine.TestingWorkspace;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingPostgres;
import dev.wadi.testing.TestingS3;
import dev.wadi.testing.TestingTls;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New mail starts a route that uses six outside systems, each by its {@code conn_id}. */
class SixSystemsIT {

    @TempDir
    private Path home;

    private final TestingMail mail = TestingMail.shared();
    private final TestingPostgres postgres = TestingPostgres.shared();
    private final TestingS3 s3 = TestingS3.shared();
    private final TestingMariaDb mariaDb = TestingMariaDb.shared();

    @Test
    void aMailIsLookedUpAskedForStoredRecordedAndAnswered() throws Exception {
        mail.empty();
        postgres.execute("sales", "drop table if exists customers");
        postgres.execute("sales", "create table customers (email text primary key, name text, number int)");
        postgres.execute("sales", "insert into customers values ('ada@example.com', 'Ada', 42)");
        postgres.execute("sales", "grant select on customers to " + TestingPostgres.USER);
        mariaDb.execute("drop table if exists answered");
        mariaDb.execute("create table answered (customer int, subject varchar(200), credit varchar(20))");
        s3.bucket("mails");
        try (TestingHttp http = TestingHttp.plain();
                TestingWorkspace workspace = new TestingWorkspace(home)) {
            http.serve("/credit/42", exchange -> TestingHttp.send(exchange, 200, "{\"credit\": \"good\"}"));
            workspace.connections("all.yaml", connections(http)).routes("mails.yaml", ROUTE);
            workspace.start();
            assertThat(workspace.problems("mails.yaml")).isEmpty();
            assertThat(workspace.status("mails.yaml").state()).isEqualTo(RouteFileStatus.State.LOADED);

            mail.deliver(
                    """
                    From: ada@example.com
                    To: app@example.com
                    Subject: May I have a lamp?
                    Message-ID: <1@example.com>

                    On credit, please.
                    """);

            List<MimeMessage> mails = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(mail::received, received -> received.size() == 2);
            MimeMessage answer = mails.get(1);
            assertThat(answer.getSubject()).isEqualTo("Re: May I have a lamp?");
            assertThat(answer.getAllRecipients()[0]).hasToString("ada@example.com");
            assertThat(answer.getFrom()[0]).hasToString("shop@example.com");
            assertThat(answer.getContent().toString()).contains("Dear Ada, your credit is good.");
            assertThat(mariaDb.query("select concat(customer, ' ', subject, ' ', credit) from answered"))
                    .containsExactly("42 May I have a lamp? good");
            assertThat(s3.ask(client -> client.getObjectAsBytes(
                                    get -> get.bucket("mails").key("42.txt")))
                            .asUtf8String())
                    .contains("On credit, please.");
            assertThat(http.lastRequest().headers()).containsEntry("authorization", "Basic c2hvcDpvcGVuIHNlc2FtZQ==");
        }
    }

    private String connections(TestingHttp http) {
        Path authority =
                TestingTls.writePem(home, "authority", TestingTls.shared().certificate());
        return """
                inbox:
                  conn_type: imap
                  host: localhost
                  port: %d
                  login: %s
                  password: '%s'
                  extra: {ca_file: %s}
                customers:
                  conn_type: postgres
                  host: %s
                  port: %d
                  login: %s
                  password: '%s'
                  schema: sales
                credit_api:
                  conn_type: http
                  host: %s
                  login: shop
                  password: open sesame
                archive:
                  conn_type: aws
                  login: %s
                  password: %s
                  extra: {endpoint_url: '%s', region_name: us-east-1}
                ledger: %s
                outbox:
                  conn_type: smtp
                  host: localhost
                  port: %d
                  login: %s
                  password: '%s'
                  extra: {disable_tls: true, from_email: shop@example.com, ca_file: %s}
                """
                .formatted(
                        mail.imaps(),
                        TestingMail.LOGIN,
                        TestingMail.PASSWORD,
                        authority,
                        postgres.host(),
                        postgres.port(),
                        TestingPostgres.USER,
                        TestingPostgres.PASSWORD,
                        http.url(),
                        TestingS3.ACCESS_KEY,
                        TestingS3.SECRET_KEY,
                        s3.url(),
                        ledger(),
                        mail.smtps(),
                        TestingMail.LOGIN,
                        TestingMail.PASSWORD,
                        authority);
    }

    private String ledger() {
        return "{conn_type: mysql, host: localhost, port: %d, login: %s, password: '%s', schema: %s}"
                .formatted(mariaDb.port(), TestingMariaDb.LOGIN, TestingMariaDb.PASSWORD, TestingMariaDb.DATABASE);
    }

    private static final String ROUTE =
            """
            - route:
                id: mails
                from:
                  uri: conn:inbox/INBOX
                  parameters: {unseen: true, delay: 200, initialDelay: 0}
                  steps:
                    - setProperty: {name: subject, expression: {simple: {expression: "${header.subject}"}}}
                    - setProperty: {name: sender, expression: {simple: {expression: "${header.from}"}}}
                    - setProperty: {name: text, expression: {simple: {expression: "${bodyAs(String)}"}}}
                    - removeHeaders: {pattern: "*"}
                    - to:
                        uri: "conn:customers/select number, name from customers where email = :#${exchangeProperty.sender}"
                        parameters: {outputType: SelectOne}
                    - setProperty: {name: number, expression: {simple: {expression: "${body[number]}"}}}
                    - setProperty: {name: name, expression: {simple: {expression: "${body[name]}"}}}
                    - setBody: {expression: {constant: {expression: ""}}}
                    - removeHeaders: {pattern: "*"}
                    - toD: {uri: "conn:credit_api/credit/${exchangeProperty.number}?httpMethod=GET"}
                    - unmarshal: {json: {}}
                    - setProperty: {name: credit, expression: {simple: {expression: "${body[credit]}"}}}
                    - removeHeaders: {pattern: "*"}
                    - setHeader: {name: CamelAwsS3Key, expression: {simple: {expression: "${exchangeProperty.number}.txt"}}}
                    - setBody: {expression: {simple: {expression: "${exchangeProperty.text}"}}}
                    - to: {uri: "conn:archive/mails"}
                    - removeHeaders: {pattern: "*"}
                    - to:
                        uri: "conn:ledger/insert into answered values (:#${exchangeProperty.number}, :#${exchangeProperty.subject}, :#${exchangeProperty.credit})"
                    - removeHeaders: {pattern: "*"}
                    - setHeader: {name: To, expression: {simple: {expression: "${exchangeProperty.sender}"}}}
                    - setHeader: {name: Subject, expression: {simple: {expression: "Re: ${exchangeProperty.subject}"}}}
                    - setBody: {expression: {simple: {expression: "Dear ${exchangeProperty.name}, your credit is ${exchangeProperty.credit}."}}}
                    - to: {uri: "conn:outbox"}
            """;
}
