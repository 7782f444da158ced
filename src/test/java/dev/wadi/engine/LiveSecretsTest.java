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
    private final TestingWorkspace workspace;
    private Engine engine;

    LiveSecretsTest(@TempDir Path home) throws Exception {
        this.home = home;
        this.secrets = Files.createDirectories(home.resolve("secrets"));
        this.workspace = new TestingWorkspace(home).variable("WADI_SECRETS", secrets.toString());
    }

    @BeforeEach
    void databases() throws Exception {
        for (String file : List.of("a.db", "b.db")) {
            Files.createFile(home.resolve(file));
        }
        workspace.routes(
                "a.yaml",
                "- route: {id: a, from: {uri: 'direct:a', steps: [{to: {uri: 'sql:select file from pragma_database_list?dataSource=#my_db'}}]}}\n");
    }

    @AfterEach
    void stop() {
        System.clearProperty(PROPERTY);
        workspace.close();
    }

    private void startWith(String host) throws Exception {
        workspace.connections("db.yaml", "my_db: {conn_type: sqlite, host: '" + host + "'}\n");
        engine = workspace.start();
        assertThat(askedFile()).endsWith("a.db");
    }

    private String askedFile() {
        List<?> rows = engine.camelContext().createProducerTemplate().requestBody("direct:a", null, List.class);
        return ((Map<?, ?>) rows.get(0)).values().iterator().next().toString();
    }

    private void awaitFile(String file) {
        await().ignoreExceptions().until(() -> askedFile().endsWith(file));
    }

    @Test
    void aConnectionIsOpenedAnewWhenItsSecretHasChanged() throws Exception {
        Files.writeString(secrets.resolve("database"), home.resolve("a.db").toString());
        startWith("{{file:database}}");

        Files.writeString(secrets.resolve("database"), home.resolve("b.db").toString());

        awaitFile("b.db");
    }

    /** As Kubernetes mounts them. */
    @Test
    void aConnectionIsOpenedAnewWhenTheFolderOfItsSecretIsSwappedByALink() throws Exception {
        Path first = Files.createDirectories(secrets.resolve("..first"));
        Files.writeString(first.resolve("database"), home.resolve("a.db").toString());
        Files.createSymbolicLink(secrets.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(secrets.resolve("database"), Path.of("..data/database"));
        startWith("{{file:database}}");

        Path second = Files.createDirectories(secrets.resolve("..second"));
        Files.writeString(second.resolve("database"), home.resolve("b.db").toString());
        Files.createSymbolicLink(secrets.resolve("..next"), Path.of("..second"));
        Files.move(secrets.resolve("..next"), secrets.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        awaitFile("b.db");
    }

    /** Camel calls it for vaults that it watches. */
    @Test
    void aConnectionIsOpenedAnewWhenCamelTellsThatAVaultHasChanged() throws Exception {
        System.setProperty(PROPERTY, home.resolve("a.db").toString());
        startWith("{{sys:" + PROPERTY + "}}");
        System.setProperty(PROPERTY, home.resolve("b.db").toString());

        engine.camelContext().hasService(ContextReloadStrategy.class).onReload("a vault");

        assertThat(askedFile()).endsWith("b.db");
    }

    @Test
    void aConnectionIsOpenedAnewWhenACertificateChangesUnderItsName() throws Exception {
        Path folder = Files.createDirectories(home.resolve("certificates"));
        Path authority = TestingTls.writePem(folder, "ca", TestingTls.shared().certificate());
        String good = Files.readString(authority);
        workspace.connections(
                "web.yaml",
                "web: {conn_type: http, host: 'https://127.0.0.1:1', extra: {verify: '" + authority + "'}}\n");
        startWith(home.resolve("a.db").toString());
        ConnectionStatus before = web();
        assertThat(before.state()).isEqualTo(ConnectionStatus.State.OPEN);

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
            startWith(home.resolve("a.db").toString());
            Path jar = Files.createDirectories(home.resolve("plugins")).resolve("audit.jar");
            Files.writeString(jar, "one");
            await().until(() -> log.list.size() == 1);
            Files.writeString(jar, "another");
            await().until(() -> log.list.size() == 2);
            workspace.routes("b.yaml", "- from: {uri: 'direct:b', steps: [{log: b}]}\n");
            await().until(() -> engine.status().files().size() == 2);
            Files.delete(jar);
            await().until(() -> log.list.size() == 3);
            assertThat(log.list)
                    .extracting(event -> event.getFormattedMessage())
                    .containsOnly(jar + " changed: plugins are read at the start only; restart Wadi to use it as now");
        } finally {
            logger.detachAppender(log);
        }
    }

    private ConnectionStatus web() {
        return engine.connections().status("web").orElseThrow();
    }
}
