package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.wadi.connection.ConnectionStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that lets the test of its connection wait holds back nothing else that has changed. */
class LiveSlowServerTest {

    private final TestingWorkspace workspace;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Engine engine;

    LiveSlowServerTest(@TempDir Path home) {
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().startsWith("/slow")) {
                asked.countDown();
                awaitAnswer();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        workspace
                .connections("slow.yaml", connection("slow", "first"))
                .connections("quick.yaml", connection("quick", "first"));
        workspace.routes("say.yaml", route("first"));
        engine = workspace.start();
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        answer.countDown();
        server.stop(0);
        threads.shutdownNow();
        workspace.close();
    }

    private String connection(String connId, String path) {
        return connId + ": {conn_type: http, host: 'http://127.0.0.1:"
                + server.getAddress().getPort() + "/" + path + "'}\n";
    }

    private static String route(String text) {
        return "- route: {id: say, from: {uri: 'direct:say', steps: [{setBody: {constant: " + text + "}}]}}\n";
    }

    private String said() {
        return engine.camelContext().createProducerTemplate().requestBody("direct:say", "", String.class);
    }

    private String hostOf(String connId) {
        return String.valueOf(
                engine.connections().status(connId).orElseThrow().definition().host());
    }

    @Test
    void whatElseHasChangedComesIntoUseMeanwhile() throws Exception {
        workspace.connections("slow.yaml", connection("slow", "slow"));
        asked.await();

        workspace.connections("quick.yaml", connection("quick", "second")).routes("say.yaml", route("second"));
        await().untilAsserted(() -> assertThat(said()).isEqualTo("second"));
        await().untilAsserted(() -> assertThat(hostOf("quick")).endsWith("/second"));

        ConnectionStatus slow = engine.connections().status("slow").orElseThrow();
        assertThat(slow.state()).as(slow.reason()).isEqualTo(ConnectionStatus.State.OPEN);
        assertThat(hostOf("slow")).endsWith("/first");
        answer.countDown();
        await().untilAsserted(() -> assertThat(hostOf("slow")).endsWith("/slow"));
    }

    @Test
    void whatIsMendedDoesNotWaitForTheTestOfWhatWasWrong() throws Exception {
        workspace.connections("slow.yaml", connection("slow", "slow"));
        asked.await();

        workspace.connections("slow.yaml", connection("slow", "second"));
        await().untilAsserted(() -> assertThat(hostOf("slow")).endsWith("/second"));

        assertThat(engine.connections().counts().failedChanges()).isZero(); // nobody waited until it had failed
        assertThat(engine.connections().counts().swaps()).isEqualTo(1);
    }
}
