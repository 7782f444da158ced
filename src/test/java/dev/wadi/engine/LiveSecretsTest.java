package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wadi.connection.ConnectionStatus;
import dev.wadi.testing.TestingTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.ContextReloadStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What connections and routes depend on, and that is no file of theirs, changes while the service runs. */
class LiveSecretsTest {

    private static final String PROPERTY = "wadi.test.database";

    private final Path home;
    private final Path secrets;
    private final Path authority;
    private final TestingWorkspace workspace;
    private Engine engine;

    LiveSecretsTest(@TempDir Path home) throws Exception {
        this.home = home;
        this.secrets = Files.createDirectories(home.resolve("secrets"));
        this.authority = TestingTls.writePem(home, "ca", TestingTls.shared().certificate());
        this.workspace = new TestingWorkspace(home).variable("WADI_SECRETS", secrets.toString());
    }

    /** The secret is a link into a folder that is a link, as Kubernetes mounts them. */
    @BeforeEach
    void start() throws Exception {
        for (String file : List.of("a.db", "b.db")) {
            Files.createFile(home.resolve(file));
        }
        secret("..first", "a.db");
        Files.createSymbolicLink(secrets.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(secrets.resolve("database"), Path.of("..data/database"));
        System.setProperty(PROPERTY, home.resolve("a.db").toString());
        workspace.connections(
                "all.yaml",
                """
                mounted: {conn_type: sqlite, host: '{{file:database}}'}
                property: {conn_type: sqlite, host: '{{sys:%s}}'}
                web: {conn_type: http, host: 'https://127.0.0.1:1', extra: {verify: '%s'}}
                """
                        .formatted(PROPERTY, authority));
        for (String connection : List.of("mounted", "property")) {
            workspace.routes(
                    connection + ".yaml",
                    "- from: {uri: 'direct:%s', steps: [{to: 'sql:select file from pragma_database_list?dataSource=#%s'}]}%n"
                            .formatted(connection, connection));
        }
        engine = workspace.start();
        assertThat(askedFile("mounted")).endsWith("a.db");
        assertThat(askedFile("property")).endsWith("a.db");
    }

    @AfterEach
    void stop() {
        System.clearProperty(PROPERTY);
        workspace.close();
    }

    private void secret(String folder, String database) throws Exception {
        Path file = Files.createDirectories(secrets.resolve(folder)).resolve("database");
        Files.writeString(file, home.resolve(database).toString());
    }

    private String askedFile(String connection) {
        List<?> rows =
                engine.camelContext().createProducerTemplate().requestBody("direct:" + connection, null, List.class);
        return ((Map<?, ?>) rows.get(0)).values().iterator().next().toString();
    }

    private void awaitOther() {
        await().ignoreExceptions().until(() -> askedFile("mounted").endsWith("b.db"));
    }

    @Test
    void aConnectionIsOpenedAnewWhenItsSecretHasChanged() throws Exception {
        secret("..first", "b.db");

        awaitOther();
    }

    @Test
    void aConnectionIsOpenedAnewWhenTheFolderOfItsSecretIsSwappedByALink() throws Exception {
        secret("..second", "b.db");
        Files.createSymbolicLink(secrets.resolve("..next"), Path.of("..second"));
        Files.move(secrets.resolve("..next"), secrets.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        awaitOther();
    }

    /** Camel calls it for vaults that it watches. */
    @Test
    void aConnectionIsOpenedAnewWhenCamelTellsThatAVaultHasChanged() {
        System.setProperty(PROPERTY, home.resolve("b.db").toString());

        engine.camelContext().hasService(ContextReloadStrategy.class).onReload("a vault");

        assertThat(askedFile("property")).endsWith("b.db");
    }

    @Test
    void aConnectionIsOpenedAnewWhenACertificateChangesUnderItsName() throws Exception {
        ConnectionStatus before = web();
        assertThat(before.state()).isEqualTo(ConnectionStatus.State.OPEN);
        String good = Files.readString(authority);
        Files.writeString(authority, good); // touched
        engine.reload();
        assertThat(web().since()).isEqualTo(before.since());

        Files.writeString(authority, "-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----\n");
        await().until(() -> web().state() == ConnectionStatus.State.DEGRADED);
        assertThat(web().reason()).contains(authority.toString());

        Files.writeString(authority, good);
        await().until(() -> web().state() == ConnectionStatus.State.OPEN);
    }

    @Test
    void aJarThatComesChangesOrGoesIsSaidToNeedARestartOnce() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(PluginChanges.class);
        log.start();
        logger.addAppender(log);
        try {
            Path jar = Files.createDirectories(home.resolve("plugins")).resolve("audit.jar");
            Files.writeString(jar, "one");
            await().until(() -> log.list.size() == 1);
            Files.writeString(jar, "another");
            await().until(() -> log.list.size() == 2);
            workspace.routes("b.yaml", "- from: {uri: 'direct:b', steps: [{log: b}]}\n");
            await().until(() -> engine.status().files().size() == 3);
            Files.delete(jar);
            await().until(() -> log.list.size() == 3);
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsOnly(jar + " changed: plugins are read at the start only; restart Wadi to use it as now");
        } finally {
            logger.detachAppender(log);
        }
    }

    private ConnectionStatus web() {
        return engine.connections().status("web").orElseThrow();
    }
}
