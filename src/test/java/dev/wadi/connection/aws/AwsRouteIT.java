package dev.wadi.connection.aws;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.ConnectionBeans;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.Lease;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Routes that read and write S3 by {@code conn_id}, and the client that they are given. */
class AwsRouteIT {

    private static final TestingS3 S3 = TestingS3.shared();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestingConnections connections = new TestingConnections();
    private final String bucket = "routes-" + NUMBER.incrementAndGet();
    private final S3Client server = S3.client();

    @BeforeEach
    void start() {
        server.createBucket(request -> request.bucket(bucket));
        connections
                .context()
                .getRegistry(DefaultRegistry.class)
                .addBeanRepository(new ConnectionBeans(connections.connections()));
        connections.context().start();
        connections.open(plain());
    }

    @AfterEach
    void close() {
        server.close();
        connections.close();
    }

    private static Written plain() {
        return connection("my_aws", "aws")
                .login(TestingS3.ACCESS_KEY)
                .password(TestingS3.SECRET_KEY)
                .extra("endpoint_url", S3.url());
    }

    private S3Client client() {
        return connections.connections().bean("my_aws", S3Client.class).orElseThrow();
    }

    private void put(String key, String text) {
        server.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    private Endpoint endpoint(String path, Map<String, Object> options) {
        return connections.connections().use("my_aws", open -> {
            try {
                return ((EndpointSource) open).endpoint(connections.context(), path, options);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    @SuppressWarnings("unchecked") // that is what aws2-s3 answers
    void bucketsAreListedWithoutNamingOne() {
        List<Bucket> buckets = connections
                .context()
                .createProducerTemplate()
                .requestBody("conn:my_aws?operation=listBuckets", "", List.class);
        assertThat(buckets).extracting(Bucket::name).contains(bucket);
    }

    @Test
    void aRouteWritesAnObject() {
        connections
                .context()
                .createProducerTemplate()
                .sendBodyAndHeader("conn:my_aws/" + bucket, "grüße", "CamelAwsS3Key", "letters/1.txt");
        assertThat(server.getObjectAsBytes(r -> r.bucket(bucket).key("letters/1.txt"))
                        .asUtf8String())
                .isEqualTo("grüße");
    }

    @Test
    void aKeyIsTheOneThatAUriWrittenOutNames() throws Exception {
        for (String key : List.of("a b", "a%20b", "a%2520b", "a%252520b", "100%", "a%2Fb", "a%252Fb", "a+b", "ä")) {
            connections.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + key.hashCode())
                            .to("conn:my_aws/" + bucket + "?keyName=conn/" + key)
                            .to("aws2-s3://" + bucket + "?amazonS3Client=#my_aws&keyName=written/" + key);
                }
            });
            connections.context().createProducerTemplate().sendBody("direct:" + key.hashCode(), "x");
        }
        assertThat(keys("conn/")).hasSizeGreaterThan(5).isEqualTo(keys("written/"));
    }

    private List<String> keys(String prefix) {
        return server.listObjectsV2(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                .map(object -> object.key().substring(prefix.length()))
                .toList();
    }

    @Test
    void theDefaultBucketIsUsedWhereNoneIsNamed() {
        connections.open(plain().extra("service_config", Map.of("s3", Map.of("bucket_name", bucket))));
        connections.context().createProducerTemplate().sendBodyAndHeader("conn:my_aws", "x", "CamelAwsS3Key", "1.txt");
        assertThat(server.getObjectAsBytes(r -> r.bucket(bucket).key("1.txt")).asUtf8String())
                .isEqualTo("x");
    }

    @Test
    void aRouteReadsTheObjectsOfAPrefix() throws Exception {
        put("in/1.txt", "one");
        put("out/2.txt", "two");
        MockEndpoint mock = connections.context().getEndpoint("mock:read", MockEndpoint.class);
        mock.expectedBodiesReceived("one");
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("conn:my_aws/" + bucket + "?prefix=in/&delay=100")
                        .convertBodyTo(String.class)
                        .to("mock:read");
            }
        });
        MockEndpoint.assertIsSatisfied(20, TimeUnit.SECONDS, mock);
        assertThat(server.listObjectsV2(r -> r.bucket(bucket)).contents())
                .extracting(object -> object.key())
                .contains("out/2.txt");
    }

    @Test
    void theBeanServesAPlainAws2S3EndpointAndSurvivesIt() throws Exception {
        put("1.txt", "one");
        MockEndpoint mock = connections.context().getEndpoint("mock:plain", MockEndpoint.class);
        mock.expectedBodiesReceived("one");
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("aws2-s3://" + bucket + "?amazonS3Client=#my_aws&delay=100&deleteAfterRead=true")
                        .routeId("plain")
                        .convertBodyTo(String.class)
                        .to("mock:plain");
            }
        });
        MockEndpoint.assertIsSatisfied(20, TimeUnit.SECONDS, mock);
        connections.context().getRouteController().stopRoute("plain");
        connections.context().removeRoute("plain");
        assertThat(client().listBuckets().buckets()).extracting(Bucket::name).contains(bucket);
    }

    @Test
    void aLinkToAnObjectIsMadeByTheConnection() throws IOException {
        put("1.txt", "one");
        String link = connections
                .context()
                .createProducerTemplate()
                .requestBodyAndHeader(
                        "conn:my_aws/" + bucket + "?operation=createDownloadLink",
                        "",
                        "CamelAwsS3Key",
                        "1.txt",
                        String.class);
        var download = new java.net.URL(link).openConnection();
        download.setRequestProperty("Connection", "close"); // or Java keeps it for later
        try (var in = download.getInputStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one");
        }
    }

    @Test
    void theEndpointsUriHoldsNoSecret() {
        assertThat(endpoint(bucket, Map.of("prefix", "in/")).getEndpointUri()).isEqualTo("aws2-s3://" + bucket);
    }

    @Test
    void aRouteCannotReplaceTheKeyOrTheAddress() {
        assertThatThrownBy(() -> endpoint(bucket, Map.of("uriEndpointOverride", "http://evil", "accessKey", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'accessKey', 'uriEndpointOverride' comes from the connection 'my_aws'. Remove it from the"
                        + " route, or write it into the connection");
    }

    @Test
    void aRouteMustNameABucketWhereTheConnectionHasNone() {
        assertThatThrownBy(() -> endpoint("", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no bucket is named. Write conn:my_aws/<bucket>, or service_config.s3.bucket_name into the"
                        + " connection");
        assertThatThrownBy(() -> endpoint("b/prefix", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'b/prefix' is no bucket. Write conn:my_aws/<bucket>?prefix=<prefix>");
    }

    @Test
    void theClientStaysTheSameWhenTheConnectionChanges() {
        S3Client before = client();
        connections.open(plain().extra("region_name", "eu-west-1"));
        assertThat(client()).isSameAs(before);
        assertThat(before.listBuckets().buckets()).isNotEmpty();
        assertThat(before.serviceClientConfiguration().region().id()).isEqualTo("eu-west-1");
    }

    @Test
    void anObjectIsReadToItsEndAlthoughTheConnectionChanges() throws IOException {
        put("long.txt", "x".repeat(3_000_000));
        try (var in = client().getObject(request -> request.bucket(bucket).key("long.txt"))) {
            connections.open(plain().extra("region_name", "eu-west-1"));
            assertThat(in.readAllBytes()).hasSize(3_000_000);
        }
    }

    @Test
    void aLeaseIsHeldUntilTheStreamIsClosedOrRead() throws IOException {
        put("1.txt", "one");
        AtomicInteger held = new AtomicInteger();
        S3Client leased = LeasedS3Client.of(() -> lease(held));
        ResponseInputStream<GetObjectResponse> closed =
                leased.getObject(r -> r.bucket(bucket).key("1.txt"));
        assertThat(held).hasValue(1);
        closed.close();
        assertThat(held).hasValue(0);
        ResponseInputStream<GetObjectResponse> aborted =
                leased.getObject(r -> r.bucket(bucket).key("1.txt"));
        aborted.abort();
        assertThat(held).hasValue(0);
        ResponseInputStream<GetObjectResponse> read =
                leased.getObject(r -> r.bucket(bucket).key("1.txt"));
        assertThat(read.readAllBytes()).hasSize(3);
        assertThat(held).hasValue(0);
    }

    @Test
    void pagesAndWaitersTakeALeaseForEachCall() {
        put("1.txt", "one");
        AtomicInteger held = new AtomicInteger();
        S3Client leased = LeasedS3Client.of(() -> lease(held));
        assertThat(leased.listObjectsV2Paginator(request -> request.bucket(bucket))
                        .contents())
                .hasSize(1);
        try (var waiter = leased.waiter()) {
            waiter.waitUntilBucketExists(request -> request.bucket(bucket));
        }
        assertThat(held).hasValue(0);
    }

    @Test
    void theClientCannotBeClosedByWhoUsesIt() {
        client().close();
        assertThat(client().listBuckets().buckets()).isNotEmpty();
        assertThat(client()).hasToString("S3Client of a connection");
    }

    /** A lease of the tests' own client that is counted until it is closed for the first time. */
    private Lease<S3Client> lease(AtomicInteger held) {
        held.incrementAndGet();
        return new Lease<>() {
            private boolean closed;

            @Override
            public S3Client value() {
                return server;
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    held.decrementAndGet();
                }
            }
        };
    }
}
