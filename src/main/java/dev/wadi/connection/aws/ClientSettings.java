package dev.wadi.connection.aws;

import dev.wadi.spi.Ignores;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code config_kwargs}: options of the client, by the names of botocore's Config. */
@Refuses(
        keys = {"client_cert", "proxies_config"},
        because = "is not supported: Wadi's S3 client has no client certificates")
@Ignores(
        keys = {
            "user_agent",
            "parameter_validation",
            "inject_host_prefix",
            "request_min_compression_size_bytes",
            "disable_request_compression",
            "endpoint_discovery_enabled",
            "ignore_configured_endpoint_urls",
            "account_id_endpoint_mode",
            "auth_scheme_preference",
            "sigv4a_signing_region_set"
        },
        because = "is about Python's client")
record ClientSettings(
        @Setting(description = "The region, where region_name is not given.") @Nullable String regionName,
        @Setting(description = "unsigned reads public buckets without a key; s3v4 is what is used otherwise.") @Nullable
                String signatureVersion,
        @Setting(description = "How long connecting may take.", defaultValue = "60s") Duration connectTimeout,
        @Setting(description = "How long the server may be silent.", defaultValue = "60s") Duration readTimeout,
        @Setting(description = "The most connections at a time.", defaultValue = "50", min = 1) int maxPoolConnections,
        @Setting(
                        description = "Proxies for http and https, by these names.",
                        example = "{\"https\": \"http://proxy:3128\"}",
                        secret = true)
                Map<String, Object> proxies,
        @Setting(description = "How often what failed is tried again.") @Nullable Retries retries,
        @Setting(description = "Options of S3 alone.") @Nullable S3Options s3,
        @Setting(description = "Uses Amazon's addresses that have IPv6.", defaultValue = "false")
                boolean useDualstackEndpoint,
        @Setting(description = "Uses Amazon's addresses that follow FIPS 140.", defaultValue = "false")
                boolean useFipsEndpoint,
        @Setting(description = "Keeps idle connections alive on the TCP level.", defaultValue = "false")
                boolean tcpKeepalive,
        @Setting(description = "Put behind the name of the client in each request.") @Nullable String userAgentExtra,
        @Setting(
                        description = "Whether what is sent carries a checksum. Older servers need when_required.",
                        defaultValue = "when_supported")
                Checksums requestChecksumCalculation,
        @Setting(description = "Whether the checksum of what is received is checked.", defaultValue = "when_supported")
                Checksums responseChecksumValidation) {

    ClientSettings {
        proxies = proxies == null ? Map.of() : proxies;
    }

    static final ClientSettings NONE = new ClientSettings(
            null,
            null,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            50,
            Map.of(),
            null,
            null,
            false,
            false,
            false,
            null,
            Checksums.WHEN_SUPPORTED,
            Checksums.WHEN_SUPPORTED);

    /** Whether requests are sent without a key. */
    boolean anonymous() {
        return "unsigned".equalsIgnoreCase(signatureVersion);
    }

    /** Nothing of what it holds: proxies may have passwords. */
    @Override
    public String toString() {
        return "ClientSettings";
    }

    /** When a checksum is used. */
    enum Checksums {
        WHEN_SUPPORTED,
        WHEN_REQUIRED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How often what failed is tried again. */
    record Retries(
            @Setting(description = "The rules by which it is tried again.", defaultValue = "standard") RetryRules mode,
            @Setting(description = "How often, besides the first time.", min = 0) @Nullable Integer maxAttempts,
            @Setting(description = "How often, with the first time; wins over max_attempts.", min = 1) @Nullable
                    Integer totalMaxAttempts) {

        /** How often in all, or null for what the rules say. */
        @Nullable
        Integer attempts() {
            if (totalMaxAttempts != null) {
                return totalMaxAttempts;
            }
            return maxAttempts == null ? null : maxAttempts + 1;
        }
    }

    /** The rules by which it is tried again. */
    enum RetryRules {
        LEGACY,
        STANDARD,
        ADAPTIVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Options of S3 alone. */
    @Ignores(
            keys = {"payload_signing_enabled", "us_east_1_regional_endpoint"},
            because = "is about Python's client")
    record S3Options(
            @Setting(
                            description =
                                    "path puts the bucket into the path, virtual into the host name; auto means path where an"
                                            + " endpoint_url is set.",
                            defaultValue = "auto")
                    AddressingStyle addressingStyle,
            @Setting(description = "Uses Amazon's accelerated addresses.", defaultValue = "false")
                    boolean useAccelerateEndpoint) {}

    /** Where the bucket's name goes. */
    enum AddressingStyle {
        AUTO,
        PATH,
        VIRTUAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
