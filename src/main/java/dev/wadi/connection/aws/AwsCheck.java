package dev.wadi.connection.aws;

import dev.wadi.connection.aws.AwsSettings.AssumeRoleMethod;
import dev.wadi.spi.SettingProblems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with settings that do not go together, or that would end up in a host name. */
record AwsCheck(AwsSettings settings, SettingProblems problems) {

    /** A region becomes a part of the host name that secrets are sent to. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]|arn:[\\w:/.-]+");
    private static final Set<String> SIGNATURES = Set.of("unsigned", "s3v4", "v4");
    private static final Map<String, Set<String>> SERVICES =
            Map.of("s3", Set.of("endpoint_url", "bucket_name"), "sts", Set.of("endpoint_url"));

    void check() {
        keys();
        role();
        RoleRequest.check(settings.assumeRoleKwargs(), problems);
        region("extra.region_name", settings.regionName());
        region("extra.config_kwargs.region_name", settings.client().regionName());
        address("extra.endpoint_url", settings.endpointUrl());
        services();
        client();
        tls();
    }

    private void keys() {
        boolean byFields = settings.login() != null && settings.password() != null;
        boolean byExtra = settings.awsAccessKeyId() != null && settings.awsSecretAccessKey() != null;
        if (byFields && settings.awsAccessKeyId() != null) {
            problems.warning(
                    "extra.aws_access_key_id",
                    "is not used, because login and password are the key",
                    "Remove one of the two keys");
        }
        if (!byFields && !byExtra) {
            half("login", "password", settings.login(), settings.password());
            half(
                    "extra.aws_access_key_id",
                    "extra.aws_secret_access_key",
                    settings.awsAccessKeyId(),
                    settings.awsSecretAccessKey());
        }
        if (settings.awsSessionToken() != null && settings.key() == null) {
            problems.warning(
                    "extra.aws_session_token",
                    "is not used without an access key and its secret",
                    "Give the key that it belongs to");
        }
    }

    private void half(String id, String secret, @Nullable String idValue, @Nullable String secretValue) {
        if ((idValue == null) != (secretValue == null)) {
            String there = idValue != null ? id : secret;
            String missing = idValue != null ? secret : id;
            problems.warning(
                    there, "is not used without " + missing, "Give both, or none to use the machine's credentials");
        }
    }

    private void role() {
        String role = settings.roleArn();
        AssumeRoleMethod method = settings.assumeRoleMethod();
        if (method == AssumeRoleMethod.ASSUME_ROLE_WITH_SAML) {
            problems.problem(
                    "extra.assume_role_method",
                    "Wadi does not sign in by SAML",
                    "Use assume_role with a key, or assume_role_with_web_identity with a token file");
        }
        if (role != null && !role.startsWith("arn:")) {
            problems.problem(
                    "extra.role_arn",
                    "must be the ARN of a role, was '" + role + "'",
                    "Write arn:aws:iam::<account>:role/<name>");
        }
        if (role == null && !settings.assumeRoleKwargs().isEmpty()) {
            problems.warning("extra.assume_role_kwargs", "is not used without role_arn", "Give role_arn, or remove it");
        }
        if (!settings.assumeRoleWithWebIdentityFederation().equals("file")) {
            problems.problem(
                    "extra.assume_role_with_web_identity_federation",
                    "Wadi knows no federation '" + settings.assumeRoleWithWebIdentityFederation() + "'",
                    "Use file, with assume_role_with_web_identity_token_file");
        }
    }

    private void region(String setting, @Nullable String region) {
        if (region != null && !REGION.matcher(region).matches()) {
            problems.problem(setting, "is no region: '" + region + "'", "Write one like eu-central-1");
        }
    }

    private void address(String setting, @Nullable String url) {
        if (url != null && !isAddress(url)) {
            problems.problem(
                    setting,
                    "must be http:// or https:// with a host and no user, query or fragment",
                    "Write one like https://minio.example.com:9000");
        }
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void services() {
        settings.serviceConfig().forEach((service, value) -> {
            String setting = "extra.service_config." + service;
            Set<String> known = SERVICES.get(service);
            if (known == null) {
                problems.warning(setting, "is not used: Wadi has s3 and sts", "Remove it, or leave it for Airflow");
            } else if (!(value instanceof Map<?, ?>)) {
                problems.problem(setting, "must be an object", "Write {\"endpoint_url\": \"https://...\"}");
            } else {
                service(setting, known);
            }
        });
        address(
                "extra.service_config.s3.endpoint_url",
                text(settings.service("s3").get("endpoint_url")));
        address("extra.service_config.sts.endpoint_url", settings.stsEndpoint());
        String bucket = settings.bucket();
        if (bucket != null && !BUCKET.matcher(bucket).matches()) {
            problems.problem(
                    "extra.service_config.s3.bucket_name",
                    "is no name of a bucket: '" + bucket + "'",
                    "Write its name without a prefix");
        }
    }

    private void service(String setting, Set<String> known) {
        settings.service(setting.substring(setting.lastIndexOf('.') + 1))
                .keySet()
                .forEach(key -> {
                    if (!known.contains(String.valueOf(key))) {
                        problems.warning(setting + "." + key, "unknown key", "Wadi reads " + String.join(", ", known));
                    }
                });
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private void client() {
        String signature = settings.client().signatureVersion();
        if (signature != null && !SIGNATURES.contains(signature.toLowerCase(Locale.ROOT))) {
            problems.problem(
                    "extra.config_kwargs.signature_version",
                    "'" + signature + "' is not supported",
                    "Use s3v4, or unsigned to read public buckets");
        }
        settings.client().proxies().forEach((scheme, url) -> proxy("extra.config_kwargs.proxies." + scheme, url));
    }

    private void proxy(String setting, @Nullable Object url) {
        try {
            URI uri = new URI(String.valueOf(url));
            if (uri.getHost() != null && uri.getPort() > 0 && "http".equals(uri.getScheme())) {
                return;
            }
        } catch (URISyntaxException e) {
            // reported below, without the text, which may hold a password
        }
        problems.problem(setting, "must be http://<host>:<port>", "Write one like http://proxy.example.com:3128");
    }

    private void tls() {
        if (AwsHttp.trustsAll(settings)) {
            problems.warning(
                    "extra.verify",
                    "the server's certificate is not checked",
                    "Name a PEM file of the authorities to trust");
        } else if (!AwsHttp.isPath(settings.verify())) {
            problems.problem("extra.verify", "is no path", "Use true, false or the path of a PEM file");
        }
    }
}
