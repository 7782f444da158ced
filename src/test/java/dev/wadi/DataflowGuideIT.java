package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.Engine;
import dev.wadi.engine.TestingWorkspace;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingPostgres;
import dev.wadi.testing.TestingS3;
import dev.wadi.testing.TestingTls;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.spi.Registry;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/**
 * What people do with a connection in Python, in Wadi: each once as a route and once in five lines of Java. The page
 * {@code src/docs/from-airflow.md} shows both beside the Python.
 */
class DataflowGuideIT {

    @TempDir
    private Path home;

    private final TestingMail mail = TestingMail.shared();
    private final TestingHttp http = TestingHttp.plain();
    private TestingWorkspace workspace;
    private Registry registry;
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        mail.empty();
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("app.db"));
                Statement statement = sqlite.createStatement()) {
            statement.execute("create table users (id integer)");
        }
        TestingS3.shared().bucket("reports");
        http.serve("/api/endpoint", exchange -> TestingHttp.send(exchange, 200, "{\"hello\": \"there\"}"));
        workspace = new TestingWorkspace(home)
                .connections("guide.yaml", connections())
                .routes("guide.yaml", ROUTES);
        Engine engine = workspace.start();
        assertThat(workspace.problems("guide.yaml")).isEmpty();
        registry = engine.camelContext().getRegistry();
        template = engine.camelContext().createProducerTemplate();
    }

    @AfterEach
    void stop() {
        workspace.close();
        http.close();
    }

    private String connections() {
        TestingPostgres postgres = TestingPostgres.shared();
        Path authority =
                TestingTls.writePem(home, "authority", TestingTls.shared().certificate());
        return """
                my_postgres_conn:
                  conn_type: postgres
                  host: %s
                  port: %d
                  login: %s
                  password: '%s'
                  schema: sales
                my_http_conn:
                  conn_type: http
                  host: %s
                my_smtp_conn:
                  conn_type: smtp
                  host: localhost
                  port: %d
                  login: %s
                  password: '%s'
                  extra: {disable_tls: true, from_email: app@example.com, ca_file: '%s'}
                my_sqlite_conn:
                  conn_type: sqlite
                  host: '%s'
                my_imap_conn:
                  conn_type: imap
                  host: localhost
                  port: %d
                  login: %s
                  password: '%s'
                  extra: {ca_file: '%s'}
                my_python_conn:
                  conn_type: package_index
                  host: https://packages.example.com/simple
                  login: reader
                  password: to/ken
                my_aws_conn:
                  conn_type: aws
                  login: %s
                  password: %s
                  extra: {endpoint_url: '%s', region_name: us-east-1}
                """
                .formatted(
                        postgres.host(),
                        postgres.port(),
                        TestingPostgres.USER,
                        TestingPostgres.PASSWORD,
                        http.url(),
                        mail.smtps(),
                        TestingMail.LOGIN,
                        TestingMail.PASSWORD,
                        authority,
                        home.resolve("app.db"),
                        mail.imaps(),
                        TestingMail.LOGIN,
                        TestingMail.PASSWORD,
                        authority,
                        TestingS3.ACCESS_KEY,
                        TestingS3.SECRET_KEY,
                        TestingS3.shared().url());
    }

    private static final String ROUTES =
            """
            - from:
                uri: direct:postgres-version
                steps:
                  - to: {uri: "conn:my_postgres_conn/select version()", parameters: {outputType: SelectOne}}
            - from:
                uri: direct:http-get
                steps:
                  - to: {uri: "conn:my_http_conn/api/endpoint", parameters: {httpMethod: GET}}
            - from:
                uri: direct:html-mail
                steps:
                  - setBody: {expression: {constant: {expression: "<b>Hello!</b>"}}}
                  - to:
                      uri: conn:my_smtp_conn
                      parameters: {to: receiver@example.com, subject: SMTP Hook Test, contentType: text/html}
            - from:
                uri: direct:sqlite-tables
                steps:
                  - to: {uri: "conn:my_sqlite_conn/select name from sqlite_master where type = 'table'"}
            - from:
                uri: direct:newest-mail
                steps:
                  - pollEnrich:
                      expression: {constant: {expression: "conn:my_imap_conn/INBOX?unseen=false&peek=true&fetchSize=1&sortTerm=reverse,arrival"}}
                      timeout: 10000
                  - setBody: {expression: {simple: {expression: "${header.Subject} for ${header.Delivered-To}"}}}
            - from:
                uri: direct:index-url
                steps:
                  - setBody: {expression: {simple: {expression: "${ref:my_python_conn}"}}}
            - from:
                uri: direct:buckets
                steps:
                  - to: {uri: "conn:my_aws_conn", parameters: {operation: listBuckets}}
            """;

    @Test
    void theVersionOfPostgres() throws Exception {
        assertThat(template.requestBody("direct:postgres-version", null, String.class))
                .startsWith("PostgreSQL 17");

        DataSource database = registry.lookupByNameAndType("my_postgres_conn", DataSource.class);
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("select version()")) {
            rows.next();
            assertThat(rows.getString(1)).startsWith("PostgreSQL 17");
        }
    }

    @Test
    void anHttpGet() throws Exception {
        assertThat(template.requestBody("direct:http-get", null, String.class)).isEqualTo("{\"hello\": \"there\"}");

        HttpClient client = registry.lookupByNameAndType("my_http_conn", HttpClient.class);
        String answer = client.execute(
                new HttpGet("/api/endpoint"),
                response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
        assertThat(answer).isEqualTo("200 {\"hello\": \"there\"}");
    }

    @Test
    void anHtmlMail() throws Exception {
        template.requestBody("direct:html-mail", "");

        JavaMailSender sender = registry.lookupByNameAndType("my_smtp_conn", JavaMailSender.class);
        MimeMessage message = new MimeMessage(sender.getSession());
        message.setRecipients(Message.RecipientType.TO, "receiver@example.com");
        message.setSubject("SMTP Hook Test");
        message.setContent("<b>Hello!</b>", "text/html");
        sender.send(message);

        List<MimeMessage> mails = mail.received(2);
        for (MimeMessage received : mails) {
            assertThat(received.getSubject()).isEqualTo("SMTP Hook Test");
            assertThat(received.getContentType()).startsWith("text/html");
            assertThat(received.getContent().toString().strip()).isEqualTo("<b>Hello!</b>");
            assertThat(received.getFrom()[0]).hasToString("app@example.com");
        }
    }

    @Test
    void theTablesOfSqlite() throws Exception {
        assertThat(template.requestBody("direct:sqlite-tables", null, Object.class))
                .isEqualTo(List.of(Map.of("name", "users")));

        DataSource database = registry.lookupByNameAndType("my_sqlite_conn", DataSource.class);
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("select name from sqlite_master")) {
            rows.next();
            assertThat(rows.getString("name")).isEqualTo("users");
        }
    }

    @Test
    void subjectAndRecipientOfTheNewestMail() throws Exception {
        mail.deliver("From: a@example.com\nTo: app@example.com\nDelivered-To: app@example.com\nSubject: older\n\nx\n");
        mail.deliver("From: a@example.com\nTo: app@example.com\nDelivered-To: app@example.com\nSubject: newest\n\nx\n");

        try (Store store = registry.lookupByNameAndType("my_imap_conn", Store.class);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            Message newest = inbox.getMessage(inbox.getMessageCount());
            assertThat(newest.getSubject()).isEqualTo("newest");
            assertThat(newest.getHeader("Delivered-To")).containsExactly("app@example.com");
        }
        assertThat(template.requestBody("direct:newest-mail", null, String.class))
                .isEqualTo("newest for app@example.com");
    }

    @Test
    void theUrlOfThePackageIndex() {
        assertThat(template.requestBody("direct:index-url", null, String.class))
                .isEqualTo("https://reader:to%2Fken@packages.example.com/simple");

        URI url = registry.lookupByNameAndType("my_python_conn", URI.class);
        assertThat(url).hasToString("https://reader:to%2Fken@packages.example.com/simple");
    }

    @Test
    void theNamesOfTheBuckets() {
        Object buckets = template.requestBody("direct:buckets", null, Object.class);
        assertThat(buckets)
                .asInstanceOf(InstanceOfAssertFactories.list(Bucket.class))
                .map(Bucket::name)
                .contains("reports");

        S3Client s3 = registry.lookupByNameAndType("my_aws_conn", S3Client.class);
        assertThat(s3.listBuckets().buckets()).map(Bucket::name).contains("reports");
    }
}
