package dev.wadi.connection.aws;

import dev.wadi.connection.aws.ClientSettings.AddressingStyle;
import dev.wadi.connection.aws.ClientSettings.Retries;
import dev.wadi.connection.aws.ClientSettings.S3Options;
import dev.wadi.spi.ConnectionException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The clients of one open connection, which share a pool of HTTP connections and credentials. */
record AwsClients(
        S3Client s3,
        S3Presigner presigner,
        StsClient sts,
        Region region,
        AwsCredentialsProvider credentials,
        SdkHttpClient http)
        implements AutoCloseable {

    static AwsClients open(String connId, AwsSettings settings) {
        Region region = Region.of(region(connId, settings));
        SdkHttpClient http = AwsHttp.client(connId, settings);
        AwsCredentialsProvider credentials = null;
        try {
            credentials = new AwsCredentials(connId, settings, region, http).provider();
            return new AwsClients(
                    s3(settings, region, credentials, http),
                    presigner(settings, region, credentials),
                    sts(settings, region, credentials, http),
                    region,
                    credentials,
                    http);
        } catch (RuntimeException e) {
            close(credentials);
            http.close();
            throw e;
        }
    }

    /** What is set, else what the environment or the profile say; the machine is not asked, as in Airflow. */
    private static String region(String connId, AwsSettings settings) {
        String set = settings.region();
        if (set != null) {
            return set;
        }
        Region found = orNull(() -> new SystemSettingsRegionProvider().getRegion());
        if (found == null) {
            ProfileFile file = AwsCredentials.profiles(connId, settings);
            String profile = settings.profileName() != null ? settings.profileName() : "default";
            found = orNull(() -> new AwsProfileRegionProvider(() -> file, profile).getRegion());
        }
        return found == null ? Region.US_EAST_1.id() : found.id();
    }

    private static @Nullable Region orNull(java.util.function.Supplier<@Nullable Region> provider) {
        try {
            return provider.get();
        } catch (SdkClientException e) { // how a provider says that it knows none
            return null;
        }
    }

    private static S3Client s3(
            AwsSettings settings, Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        ClientSettings client = settings.client();
        String endpoint = settings.s3Endpoint();
        var builder = S3Client.builder()
                .forcePathStyle(pathStyle(settings))
                .accelerate(client.s3() != null && client.s3().useAccelerateEndpoint())
                .crossRegionAccessEnabled(endpoint == null && settings.region() == null)
                .requestChecksumCalculation(RequestChecksumCalculation.fromValue(
                        client.requestChecksumCalculation().name()))
                .responseChecksumValidation(ResponseChecksumValidation.fromValue(
                        client.responseChecksumValidation().name()));
        return common(builder, settings, region, credentials, http, endpoint).build();
    }

    private static boolean pathStyle(AwsSettings settings) {
        S3Options s3 = settings.client().s3();
        AddressingStyle style = s3 == null ? AddressingStyle.AUTO : s3.addressingStyle();
        return style == AddressingStyle.PATH || (style == AddressingStyle.AUTO && settings.s3Endpoint() != null);
    }

    private static S3Presigner presigner(AwsSettings settings, Region region, AwsCredentialsProvider credentials) {
        var builder = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(pathStyle(settings))
                        .build());
        String endpoint = settings.s3Endpoint();
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.build();
    }

    static StsClient sts(AwsSettings settings, Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        return common(StsClient.builder(), settings, region, credentials, http, settings.stsEndpoint())
                .build();
    }

    private static <
                    B extends
                            AwsClientBuilder<B, ?>
                                    & software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder<B, ?>>
            B common(
                    B builder,
                    AwsSettings settings,
                    Region region,
                    AwsCredentialsProvider credentials,
                    SdkHttpClient http,
                    @Nullable String endpoint) {
        builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .dualstackEnabled(settings.client().useDualstackEndpoint())
                .fipsEnabled(settings.client().useFipsEndpoint())
                .overrideConfiguration(overrides(settings.client()));
        return endpoint == null ? builder : builder.endpointOverride(URI.create(endpoint));
    }

    private static ClientOverrideConfiguration overrides(ClientSettings client) {
        ClientOverrideConfiguration.Builder builder = ClientOverrideConfiguration.builder();
        if (client.userAgentExtra() != null) {
            builder.putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, client.userAgentExtra());
        }
        Retries retries = client.retries();
        if (retries != null) {
            builder.retryStrategy(strategy(retries));
        }
        return builder.build();
    }

    private static RetryStrategy strategy(Retries retries) {
        RetryStrategy rules =
                switch (retries.mode()) {
                    case LEGACY -> AwsRetryStrategy.legacyRetryStrategy();
                    case STANDARD -> AwsRetryStrategy.standardRetryStrategy();
                    case ADAPTIVE -> AwsRetryStrategy.adaptiveRetryStrategy();
                };
        Integer attempts = retries.attempts();
        return attempts == null
                ? rules
                : rules.toBuilder().maxAttempts(attempts).build();
    }

    /** Where S3 is, for people. */
    static String place(AwsSettings settings, Region region) {
        String endpoint = settings.s3Endpoint();
        return endpoint == null ? "Amazon S3 in " + region.id().toLowerCase(Locale.ROOT) : endpoint;
    }

    @Override
    public void close() {
        s3.close();
        presigner.close();
        sts.close();
        close(credentials);
        http.close();
    }

    private static void close(@Nullable AwsCredentialsProvider credentials) {
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    /** Names the region only. */
    @Override
    public String toString() {
        return "AwsClients[" + region + "]";
    }

    static ConnectionException unusable(String connId, String what, @Nullable Throwable cause) {
        return new ConnectionException(connId, what, cause);
    }
}
