package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingS3;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A connection changes in the middle of a large download: it comes whole, and the version before closes after it. */
class LiveDownloadsIT {

    private static final int SIZE = 32 << 20;

    private final TestingWorkspace workspace;

    LiveDownloadsIT(@TempDir Path home) {
        this.workspace = new TestingWorkspace(home);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static int draining(Engine engine) {
        return engine.connections().counts().draining();
    }

    @Test
    void aDownloadOverHttpIsNotCut() throws Exception {
        CountDownLatch changed = new CountDownLatch(1);
        CompletableFuture<Integer> begun = new CompletableFuture<>();
        try (TestingHttp one = TestingHttp.plain();
                TestingHttp other = TestingHttp.plain()) {
            one.serve("/large", exchange -> {
                exchange.sendResponseHeaders(200, SIZE);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(new byte[SIZE / 2]);
                    changed.await(30, TimeUnit.SECONDS);
                    out.write(new byte[SIZE - SIZE / 2]);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            workspace.connections("web.yaml", "web: {conn_type: http, host: '" + one.url() + "'}\n");
            Engine engine = workspace.start();
            engine.camelContext().getRegistry().bind("reader", (Processor) exchange -> {
                InputStream body = exchange.getMessage().getBody(InputStream.class);
                begun.complete(body.read());
                exchange.getMessage().setBody(1 + body.readAllBytes().length);
            });
            workspace.routes(
                    "load.yaml",
                    """
                    - route:
                        streamCache: "false"
                        from:
                          uri: direct:load
                          steps:
                            - to: {uri: "conn:web/large", parameters: {disableStreamCache: true}}
                            - process: {ref: reader}
                    """);
            engine.reload();
            CompletableFuture<Integer> length = CompletableFuture.supplyAsync(() ->
                    engine.camelContext().createProducerTemplate().requestBody("direct:load", null, Integer.class));
            begun.get(30, TimeUnit.SECONDS);

            workspace.connections("web.yaml", "web: {conn_type: http, host: '" + other.url() + "'}\n");
            engine.reload();

            assertThat(engine.connections().counts().swaps()).isEqualTo(1);
            assertThat(draining(engine)).isEqualTo(1);
            changed.countDown();
            assertThat(length.get(30, TimeUnit.SECONDS)).isEqualTo(SIZE);
            await().until(() -> draining(engine) == 0);
        }
    }

    @Test
    void aDownloadFromS3IsNotCut() throws Exception {
        TestingS3 s3 = TestingS3.shared();
        try (S3Client client = s3.client()) {
            client.createBucket(bucket -> bucket.bucket("live-large"));
            client.putObject(object -> object.bucket("live-large").key("large"), RequestBody.fromBytes(new byte[SIZE]));
        }
        workspace.connections("store.yaml", s3(s3.url()));
        Engine engine = workspace.start();
        S3Client store = engine.camelContext().getRegistry().lookupByNameAndType("store", S3Client.class);
        try (ResponseInputStream<GetObjectResponse> body =
                store.getObject(object -> object.bucket("live-large").key("large"))) {
            body.read();
            workspace.connections("store.yaml", s3(s3.url().replace("127.0.0.1", "localhost")));
            engine.reload();

            assertThat(engine.connections().counts().swaps()).isEqualTo(1);
            assertThat(draining(engine)).isEqualTo(1);
            assertThat(1 + body.readAllBytes().length).isEqualTo(SIZE);
        }
        assertThat(draining(engine)).isZero();
    }

    private static String s3(String url) {
        return "store: {conn_type: aws, login: %s, password: %s, extra: {endpoint_url: '%s'}}%n"
                .formatted(TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY, url);
    }
}
