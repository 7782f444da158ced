package dev.wadi.engine;

import dev.wadi.connection.ConnectionStatus;
import dev.wadi.testing.HttpIds;
import dev.wadi.testing.LiveFiles;
import dev.wadi.testing.LiveSetup;
import dev.wadi.testing.LiveTables;
import dev.wadi.testing.Reckoning;
import dev.wadi.testing.SteadyLoad;
import dev.wadi.testing.SteadyLoad.Sent;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * The service of {@link LiveFiles} in this process, under load. When it is closed it fails unless everything is gone that the
 * service opened.
 */
final class LiveService implements AutoCloseable {

    /** Lanes that need the database. */
    static final Set<String> OF_DATABASE = Set.of("pg", "slow", "pipeline");

    private static final Duration SOON = Duration.ofSeconds(30);

    private final LiveTables tables;
    private final HttpIds web = new HttpIds();
    private final TestingMail mail = TestingMail.shared();
    private final TestingWorkspace workspace;
    private final LiveFiles files;
    private final Engine engine;
    private final SteadyLoad load;
    private LiveSetup setup;

    /**
     * Starts the service, and the load.
     *
     * @param databasePort where the service finds the database
     */
    LiveService(Path home, TestingPostgres database, int databasePort) throws Exception {
        tables = LiveTables.create(database);
        LiveTables.LOGINS.forEach(web::allow);
        mail.empty();
        mail.password(TestingMail.PASSWORD);
        workspace = new TestingWorkspace(home);
        files = new LiveFiles(home);
        setup = LiveSetup.of(database, web, mail).withPort(databasePort);
        files.start(setup);
        files.save(setup);
        engine = workspace.start();
        load = new SteadyLoad(URI.create("http://127.0.0.1:" + engine.status().port()))
                .requests("pg", 20)
                .requests("web", 20)
                .requests("slow", 2)
                .oneByOne("pipeline")
                .deliveries("mail", 2, this::deliver);
        awaitAccepted();
    }

    private void deliver(long id) {
        mail.deliver("From: a@example.com\nTo: app@example.com\nSubject: " + id + "\n\nid\n");
    }

    LiveTables tables() {
        return tables;
    }

    HttpIds web() {
        return web;
    }

    TestingMail mail() {
        return mail;
    }

    LiveFiles files() {
        return files;
    }

    SteadyLoad load() {
        return load;
    }

    Engine engine() {
        return engine;
    }

    LiveSetup setup() {
        return setup;
    }

    /** Saves the files that say something else with this, and waits until ids come by its logins. */
    void change(LiveSetup next) {
        boolean otherWeb = !next.web().equals(setup.web());
        long id = load.lastId();
        setup = next;
        files.save(next);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> tables.hasFrom(next.database().login(), id));
        if (otherWeb) {
            String login = next.web().login();
            Awaitility.await().atMost(SOON).until(() -> web.taken().stream()
                    .anyMatch(taken -> taken.id() > id && taken.login().equals(login)));
        }
    }

    /** Waits until ids arrive by all lanes of requests. */
    void awaitAccepted() {
        List.of("web", "pg", "slow", "pipeline").forEach(lane -> load.awaitAccepted(lane, 2));
    }

    ConnectionStatus.State state(String connId) {
        return engine.connections().status(connId).orElseThrow().state();
    }

    /** Ends the load, waits for mails that are under way, and compares what was sent with what arrived. */
    Reckoning reckon() {
        load.pause();
        List<Sent> sent = load.after(0);
        Set<Long> mails = sent.stream()
                .filter(one -> one.lane().equals("mail"))
                .map(Sent::id)
                .collect(Collectors.toSet());
        Awaitility.await().atMost(SOON).until(() -> Set.copyOf(arrived()).containsAll(mails));
        return Reckoning.of(sent, arrived());
    }

    private List<Long> arrived() {
        List<Long> all = new ArrayList<>(tables.arrived(0).toList());
        web.taken().forEach(taken -> all.add(taken.id()));
        return all;
    }

    @Override
    public void close() {
        load.close();
        workspace.close();
        web.close();
        mail.password(TestingMail.PASSWORD);
        mail.empty();
        tables.close();
    }
}
