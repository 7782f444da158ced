package dev.wadi.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server (S3Proxy on memory), by HTTP and by HTTPS, that checks signatures and remembers who signed. */
public final class TestingS3 implements AutoCloseable {

    public static final String ACCESS_KEY = "AKIATESTINGS3";
    public static final String SECRET_KEY = "s3-secret-of-the-tests";
    private static @Nullable TestingS3 shared;

    private final S3Proxy server;
    private final BlobStore store = new TransientNio2BlobStore();
    private final Map<String, String> secrets = new ConcurrentHashMap<>(Map.of(ACCESS_KEY, SECRET_KEY));
    private final List<String> signers = new ArrayList<>();

    public TestingS3() {
        TestingTls tls = TestingTls.shared();
        server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .secureEndpoint(URI.create("https://127.0.0.1:0"))
                .sslContext(tls.sslContext(tls.server("localhost")))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true) // the session tokens of temporary keys
                .build();
        server.setBlobStoreLocator((identity, container, blob) -> grant(identity));
        try {
            server.start();
        } catch (Exception e) { // what Jetty declares
            throw new IllegalStateException("S3Proxy does not start", e);
        }
    }

    /** The one server of this JVM. */
    public static synchronized TestingS3 shared() {
        if (shared == null) {
            shared = new TestingS3();
        }
        return shared;
    }

    private @Nullable AccessGrant grant(@Nullable String identity) {
        synchronized (signers) {
            signers.add(String.valueOf(identity));
        }
        String secret = identity == null ? null : secrets.get(identity);
        return secret == null ? null : new AccessGrant(secret, store);
    }

    /** Lets another key in. */
    public TestingS3 allow(String accessKey, String secretKey) {
        secrets.put(accessKey, secretKey);
        return this;
    }

    /** The access keys that signed requests since the last call. */
    public List<String> signers() {
        synchronized (signers) {
            List<String> seen = List.copyOf(signers);
            signers.clear();
            return seen;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public String secureUrl() {
        return "https://localhost:" + server.getSecurePort();
    }

    /** A client of the tests' own; the caller closes it. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create(url()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    /** What it says to a client that is closed again: one that is left open would leave its socket. */
    public <R> R ask(Function<S3Client, R> question) {
        try (S3Client client = client()) {
            return question.apply(client);
        }
    }

    /** Makes a bucket, unless it is there. */
    public void bucket(String name) {
        ask(client -> client.listBuckets().buckets().stream()
                        .noneMatch(bucket -> bucket.name().equals(name))
                ? client.createBucket(request -> request.bucket(name))
                : name);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // what Jetty declares
            throw new IllegalStateException(e);
        }
    }
}
