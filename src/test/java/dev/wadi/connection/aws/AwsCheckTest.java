package dev.wadi.connection.aws;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a file of type {@code aws} before anything is connected to. */
class AwsCheckTest {

    private final TestingConnections connections = new TestingConnections();

    @AfterEach
    void close() {
        connections.close();
    }

    private static Written empty() {
        return connection("a", "aws");
    }

    private void assertSaid(Written written, String... problems) {
        assertThat(connections.problems(written)).containsExactly(problems);
    }

    @Test
    void anEmptyConnectionUsesTheMachinesCredentials() {
        assertSaid(empty());
        assertSaid(connection("a", "s3"));
    }

    @Test
    void everythingThatIsDocumentedIsAccepted() {
        assertSaid(empty().login("AKIA")
                .password("x")
                .extra("aws_session_token", "t")
                .extra("region_name", "eu-central-1")
                .extra("role_arn", "arn:aws:iam::123456789012:role/reader")
                .extra("assume_role_method", "assume_role")
                .extra("assume_role_kwargs", Map.of("RoleSessionName", "n", "DurationSeconds", "900"))
                .extra("config_kwargs", "{\"retries\": {\"mode\": \"standard\", \"max_attempts\": 3}}")
                .extra("endpoint_url", "http://localhost:9000")
                .extra("service_config", Map.of("s3", Map.of("bucket_name", "landing"))));
    }

    @Test
    void legacyKeysAreWarned() {
        assertSaid(
                empty().extra("s3_config_file", "/x").extra("profile", "p").extra("session_kwargs", Map.of()),
                "warning: a.extra.profile: is no longer read by Airflow's provider; use profile_name. It is kept and"
                        + " has no effect here.",
                "warning: a.extra.s3_config_file: is no longer read by Airflow's provider; use endpoint_url, role_arn"
                        + " and assume_role_kwargs. It is kept and has no effect here.",
                "warning: a.extra.session_kwargs: is no longer read by Airflow's provider; write its keys into extra"
                        + " itself. It is kept and has no effect here.");
    }

    @Test
    void samlIsRefused() {
        assertSaid(
                empty().extra("role_arn", "arn:aws:iam::1:role/r").extra("assume_role_method", "assume_role_with_saml"),
                "a.extra.assume_role_method: Wadi does not sign in by SAML. Use assume_role with a key, or"
                        + " assume_role_with_web_identity with a token file.");
        assertSaid(
                empty().extra("assume_role_with_saml", Map.of("principal_arn", "x")),
                "a.extra.assume_role_with_saml: is not supported: Wadi does not sign in by SAML. Use assume_role with"
                        + " a key, or assume_role_with_web_identity with a token file.");
    }

    @Test
    void halfAKeyIsWarned() {
        assertSaid(
                empty().login("AKIA"),
                "warning: a.login: is not used without password. Give both, or none to use the machine's credentials.");
        assertSaid(
                empty().extra("aws_secret_access_key", "x"),
                "warning: a.extra.aws_secret_access_key: is not used without extra.aws_access_key_id. Give both, or"
                        + " none to use the machine's credentials.");
    }

    @Test
    void twoKeysAreWarned() {
        assertSaid(
                empty().login("AKIA")
                        .password("x")
                        .extra("aws_access_key_id", "AKIB")
                        .extra("aws_secret_access_key", "y"),
                "warning: a.extra.aws_access_key_id: is not used, because login and password are the key. Remove one"
                        + " of the two keys.");
    }

    @Test
    void aRegionCannotSmuggleAHost() {
        assertSaid(
                empty().extra("region_name", "eu.evil.example/#"),
                "a.extra.region_name: is no region: 'eu.evil.example/#'. Write one like eu-central-1.");
    }

    @Test
    void anEndpointMustBeAnAddress() {
        String fix = "must be http:// or https:// with a host and no user, query or fragment. Write one like"
                + " https://minio.example.com:9000.";
        assertSaid(empty().extra("endpoint_url", "file:///etc/passwd"), "a.extra.endpoint_url: " + fix);
        assertSaid(empty().extra("endpoint_url", "http://user:pw@host"), "a.extra.endpoint_url: " + fix);
        assertSaid(
                empty().extra("service_config", Map.of("sts", Map.of("endpoint_url", "sts"))),
                "a.extra.service_config.sts.endpoint_url: " + fix);
    }

    @Test
    void unknownKeysOfTheRoleAreProblems() {
        assertSaid(
                empty().extra("role_arn", "reader").extra("assume_role_kwargs", Map.of("Rolename", "x")),
                "a.extra.assume_role_kwargs.Rolename: unknown key. It accepts DurationSeconds, ExternalId, Policy,"
                        + " PolicyArns, ProviderId, RoleSessionName, SerialNumber, SourceIdentity, Tags, TokenCode,"
                        + " TransitiveTagKeys.",
                "a.extra.role_arn: must be the ARN of a role, was 'reader'. Write arn:aws:iam::<account>:role/<name>.");
    }

    @Test
    void signaturesThatTheSdkLacksAreProblems() {
        assertSaid(
                empty().extra("config_kwargs", Map.of("signature_version", "s3")),
                "a.extra.config_kwargs.signature_version: 's3' is not supported. Use s3v4, or unsigned to read public"
                        + " buckets.");
    }

    @Test
    void clientCertificatesAreRefused() {
        assertSaid(
                empty().extra("config_kwargs", Map.of("client_cert", "/c.pem")),
                "a.extra.config_kwargs.client_cert: is not supported: Wadi's S3 client has no client certificates."
                        + " Remove it.");
    }

    @Test
    void aProxyThatIsNoAddressIsNotShown() {
        assertSaid(
                empty().extra("config_kwargs", Map.of("proxies", Map.of("https", "user:secret@proxy"))),
                "a.extra.config_kwargs.proxies.https: must be http://<host>:<port>. Write one like"
                        + " http://proxy.example.com:3128.");
    }

    @Test
    void theGoogleFederationIsRefused() {
        assertSaid(
                empty().extra("assume_role_with_web_identity_federation", "google"),
                "a.extra.assume_role_with_web_identity_federation: Wadi knows no federation 'google'. Use file, with"
                        + " assume_role_with_web_identity_token_file.");
    }

    @Test
    void anUncheckedCertificateIsWarned() {
        assertSaid(
                empty().extra("verify", false),
                "warning: a.extra.verify: the server's certificate is not checked. Name a PEM file of the authorities"
                        + " to trust.");
    }

    @Test
    void otherServicesAreWarned() {
        assertSaid(
                empty().extra("service_config", Map.of("ec2", Map.of("endpoint_url", "http://x"))),
                "warning: a.extra.service_config.ec2: is not used: Wadi has s3 and sts. Remove it, or leave it for"
                        + " Airflow.");
    }

    @Test
    void anExplicitNullMeansAmazonsOwnEndpoint() {
        java.util.Map<String, Object> s3 = new java.util.HashMap<>();
        s3.put("endpoint_url", null);
        AwsSettings settings = new AwsSettings(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                AwsSettings.AssumeRoleMethod.ASSUME_ROLE,
                Map.of(),
                "file",
                null,
                null,
                "http://localhost:9000",
                "true",
                Map.of("s3", s3),
                AwsSettings.TestTarget.S3);
        assertThat(settings.s3Endpoint()).isNull();
        assertThat(settings.stsEndpoint()).isNull();
        assertThat(settings).hasToString("AwsSettings");
    }
}
