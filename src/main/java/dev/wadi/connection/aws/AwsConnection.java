package dev.wadi.connection.aws;

import dev.wadi.connection.tabular.Glob;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Stage;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** An open connection to S3. */
record AwsConnection(String connId, AwsSettings settings, AwsClients clients)
        implements OpenConnection, EndpointSource, Tappable, Sinkable, SchemaSource {

    /** Options of aws2-s3 that say where the server is and who asks: the connection's alone. */
    private static final Set<String> FILLED_IN = Set.of(
            "accessKey",
            "amazonS3Client",
            "amazonS3Presigner",
            "configuration",
            "forcePathStyle",
            "overrideEndpoint",
            "profileCredentialsName",
            "proxyHost",
            "proxyPort",
            "proxyProtocol",
            "region",
            "secretKey",
            "sessionToken",
            "trustAllCertificates",
            "uriEndpointOverride",
            "useDefaultCredentialsProvider",
            "useProfileCredentialsProvider",
            "useSessionCredentials");

    @Override
    public <T> T bean(Class<T> type) {
        if (type == S3Client.class) {
            return type.cast(clients.s3());
        }
        if (type == S3Presigner.class) {
            return type.cast(clients.presigner());
        }
        throw new IllegalArgumentException("aws has no " + type.getName());
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        refuseFilledIn(options);
        Map<String, Object> parameters = new LinkedHashMap<>(options);
        String bucket = bucket(EndpointSource.decoded(path), parameters);
        AWS2S3Component component = new AWS2S3Component(context);
        component.getConfiguration().setAmazonS3Client(clients.s3());
        component.getConfiguration().setAmazonS3Presigner(clients.presigner());
        component.getConfiguration().setRegion(clients.region().id());
        component.setAutowiredEnabled(false);
        component.init();
        return component.createEndpoint("aws2-s3://" + bucket.replace("%", "%25"), parameters);
    }

    private void refuseFilledIn(Map<String, Object> options) {
        Set<String> refused = new TreeSet<>(options.keySet());
        refused.retainAll(FILLED_IN);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("'" + String.join("', '", refused) + "' comes from the connection '"
                    + connId + "'. Remove it from the route, or write it into the connection");
        }
    }

    private String bucket(String path, Map<String, Object> parameters) {
        String bucket = path.startsWith("/") ? path.substring(1) : path;
        if (bucket.contains("/") && !bucket.startsWith("arn:")) {
            throw new IllegalArgumentException(
                    "'" + bucket + "' is no bucket. Write conn:" + connId + "/<bucket>?prefix=<prefix>");
        }
        if (!bucket.isEmpty()) {
            return bucket;
        }
        String byDefault = settings.bucket();
        if (byDefault != null) {
            return byDefault;
        }
        if ("listBuckets".equals(parameters.get("operation"))) {
            // Camel wants some bucket and asks for it at the start, unless a file is named; both are without meaning
            // here
            parameters.putIfAbsent("fileName", "none");
            return "none";
        }
        throw new IllegalArgumentException("no bucket is named. Write conn:" + connId
                + "/<bucket>, or service_config.s3.bucket_name into the connection");
    }

    @Override
    public BatchReader tap(TapStage stage) throws IOException {
        return new S3Tap(objects(), locator(stage)).rows(stage);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        return new S3Sink(objects(), locator(stage), stage).write(rows);
    }

    @Override
    public Optional<RunMark> lastMark(SinkStage stage) throws IOException {
        return new S3Sink(objects(), locator(stage), stage).lastMark();
    }

    @Override
    public boolean writesOnce() {
        return true;
    }

    /** The objects whose names say that they can be read: of the connection's bucket, else of all buckets. */
    @Override
    public List<Table> tables() {
        String byDefault = settings.bucket();
        if (byDefault != null) {
            return objects().tables(byDefault, "");
        }
        return objects().buckets().stream()
                .flatMap(bucket -> objects().tables(bucket, bucket + "/").stream())
                .toList();
    }

    @Override
    public List<Column> columns(String written) throws IOException {
        S3Locator locator = S3Locator.of(written, settings.bucket());
        if (!Glob.isGlob(locator.key()) && objects().version(locator).isEmpty()) {
            return List.of();
        }
        return new S3Tap(objects(), locator).columns();
    }

    private S3Objects objects() {
        return new S3Objects(connId, settings, clients.s3());
    }

    private S3Locator locator(Stage stage) {
        return S3Locator.of(stage.locator().orElse(""), settings.bucket());
    }

    @Override
    public String test(Duration timeout) {
        return new AwsTest(connId, settings, clients).run(timeout);
    }

    @Override
    public void close() {
        clients.close();
    }

    /** Names the connection only. */
    @Override
    public String toString() {
        return "AwsConnection[" + connId + "]";
    }
}
