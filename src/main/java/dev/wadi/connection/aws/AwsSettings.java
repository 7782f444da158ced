package dev.wadi.connection.aws;

import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code aws} may say. */
@Ignores(
        keys = {"host", "s3_config_file", "s3_config_format", "aws_account_id", "aws_iam_role", "external_id"},
        because = "is no longer read by Airflow's provider; use endpoint_url, role_arn and assume_role_kwargs")
@Ignores(keys = "profile", because = "is no longer read by Airflow's provider; use profile_name")
@Ignores(keys = "session_kwargs", because = "is no longer read by Airflow's provider; write its keys into extra itself")
@Ignores(
        keys = "assume_role_with_web_identity_federation_audience",
        because = "is only for the google federation, which Wadi does not have")
@Refuses(
        keys = "assume_role_with_saml",
        because = "is not supported: Wadi does not sign in by SAML",
        instead = "Use assume_role with a key, or assume_role_with_web_identity with a token file")
record AwsSettings(
        @Setting(
                        field = Field.LOGIN,
                        label = "AWS Access Key ID",
                        description =
                                "The access key. Without a key the environment, the profile or the machine's role is used.",
                        example = "AKIAIOSFODNN7EXAMPLE")
                @Nullable
                String login,
        @Setting(
                        field = Field.PASSWORD,
                        label = "AWS Secret Access Key",
                        description = "The secret of the access key.",
                        secret = true)
                @Nullable
                String password,
        @Setting(description = "The access key, where login and password are not both given.") @Nullable
                String awsAccessKeyId,
        @Setting(description = "The secret of aws_access_key_id.", secret = true) @Nullable String awsSecretAccessKey,
        @Setting(description = "The token of a temporary key.", secret = true) @Nullable String awsSessionToken,
        @Setting(
                        description =
                                "The region. Without it AWS_REGION, the profile's region or us-east-1 is used, and buckets are"
                                        + " found wherever they are.",
                        example = "eu-central-1")
                @Nullable
                String regionName,
        @Setting(description = "A profile of the shared files ~/.aws/config and ~/.aws/credentials.") @Nullable
                String profileName,
        @Setting(description = "A role to assume.", example = "arn:aws:iam::123456789012:role/reader") @Nullable
                String roleArn,
        @Setting(description = "How the role is assumed.", defaultValue = "assume_role")
                AssumeRoleMethod assumeRoleMethod,
        @Setting(
                        description =
                                "More for the role: RoleSessionName, ExternalId, DurationSeconds, Policy, PolicyArns, Tags,"
                                        + " TransitiveTagKeys, SourceIdentity, SerialNumber, TokenCode.",
                        example = "{\"RoleSessionName\": \"nightly\", \"ExternalId\": \"42\"}")
                Map<String, Object> assumeRoleKwargs,
        @Setting(
                        description = "Where the web identity comes from; a file is all that Wadi knows.",
                        defaultValue = "file")
                String assumeRoleWithWebIdentityFederation,
        @Setting(
                        description =
                                "The file with the web identity's token; AWS_WEB_IDENTITY_TOKEN_FILE names it otherwise.",
                        example = "/var/run/secrets/eks.amazonaws.com/serviceaccount/token")
                @Nullable
                String assumeRoleWithWebIdentityTokenFile,
        @Setting(description = "Options of the client, by the names of botocore's Config.") @Nullable
                ClientSettings configKwargs,
        @Setting(
                        description = "The address of a server other than Amazon's, such as MinIO.",
                        example = "http://localhost:9000")
                @Nullable
                String endpointUrl,
        @Setting(
                        description =
                                "false does not check the server's certificate; a path names a PEM file of authorities to trust.",
                        defaultValue = "true")
                String verify,
        @Setting(
                        description =
                                "By service: s3.endpoint_url and sts.endpoint_url (null means Amazon's own), s3.bucket_name (the"
                                        + " bucket where none is named).",
                        example = "{\"s3\": {\"bucket_name\": \"landing\"}}")
                Map<String, Object> serviceConfig,
        @Setting(
                        field = Field.WADI,
                        description =
                                "What a test asks: s3 for the bucket or the list of buckets, sts for who the key belongs to.",
                        defaultValue = "s3")
                TestTarget test) {

    AwsSettings {
        assumeRoleKwargs = assumeRoleKwargs == null ? Map.of() : assumeRoleKwargs;
        serviceConfig = serviceConfig == null ? Map.of() : serviceConfig;
    }

    /** How a role is assumed. */
    enum AssumeRoleMethod {
        ASSUME_ROLE,
        ASSUME_ROLE_WITH_WEB_IDENTITY,
        ASSUME_ROLE_WITH_SAML;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a test asks. */
    enum TestTarget {
        S3,
        STS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The access key and its secret, whose two halves come from the same place. */
    record Key(String id, String secret) {}

    /** Login and password if both are given, else the two extras if both are given. */
    @Nullable
    Key key() {
        if (login != null && password != null) {
            return new Key(login, password);
        }
        if (awsAccessKeyId != null && awsSecretAccessKey != null) {
            return new Key(awsAccessKeyId, awsSecretAccessKey);
        }
        return null;
    }

    ClientSettings client() {
        return configKwargs == null ? ClientSettings.NONE : configKwargs;
    }

    @Nullable
    String region() {
        return regionName != null ? regionName : client().regionName();
    }

    /** Where S3 is; null for Amazon's. */
    @Nullable
    String s3Endpoint() {
        Map<?, ?> s3 = service("s3");
        return s3.containsKey("endpoint_url") ? text(s3.get("endpoint_url")) : blankToNull(endpointUrl);
    }

    /** Where STS is; null for Amazon's. The global endpoint does not count: it is that of a store. */
    @Nullable
    String stsEndpoint() {
        return text(service("sts").get("endpoint_url"));
    }

    @Nullable
    String bucket() {
        return text(service("s3").get("bucket_name"));
    }

    Map<?, ?> service(String name) {
        return serviceConfig.get(name) instanceof Map<?, ?> settings ? settings : Map.of();
    }

    /** Nothing of what it holds: much of it is secret. */
    @Override
    public String toString() {
        return "AwsSettings";
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : blankToNull(value.toString());
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
