package dev.wadi.connection.aws;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingS3;
import dev.wadi.testing.TestingSts;
import dev.wadi.testing.TestingTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/** Connections to a real S3 server: keys, roles, endpoints, TLS, and what a test says. */
class AwsConnectionIT implements ServerContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final TestingS3 S3 = TestingS3.shared();

    private final TestingConnections connections = new TestingConnections();

    @BeforeAll
    static void makeBucket() {
        try (S3Client client = S3.client()) {
            client.createBucket(request -> request.bucket("landing"));
        }
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private static Written plain() {
        return connection("my_aws", "aws")
                .login(TestingS3.ACCESS_KEY)
                .password(TestingS3.SECRET_KEY)
                .extra("region_name", "eu-central-1")
                .extra("endpoint_url", S3.url());
    }

    @Override
    public Written working() {
        return plain();
    }

    @Override
    public Written at(int port) {
        return plain().extra("endpoint_url", "http://127.0.0.1:" + port);
    }

    @Override
    public String path() {
        return "landing";
    }

    @Override
    public List<String> secrets() {
        return List.of(TestingS3.SECRET_KEY);
    }

    private String test(Written written) {
        return connections.connections().test(written.definition(), TIMEOUT);
    }

    private void assertFails(Written written, String message) {
        assertThatThrownBy(() -> test(written))
                .isInstanceOf(ConnectionException.class)
                .hasMessage(message);
    }

    private List<String> bucketsOf(Written written) {
        connections.open(written);
        return connections.connections().bean("my_aws", S3Client.class).orElseThrow().listBuckets().buckets().stream()
                .map(Bucket::name)
                .toList();
    }

    @Test
    void theClientListsTheBuckets() {
        assertThat(bucketsOf(plain())).contains("landing");
    }

    @Test
    void theKeyMayStandInExtra() {
        Written written = connection("my_aws", "s3")
                .login("ignored without a password")
                .extra("aws_access_key_id", TestingS3.ACCESS_KEY)
                .extra("aws_secret_access_key", TestingS3.SECRET_KEY)
                .extra("endpoint_url", S3.url());
        assertThat(bucketsOf(written)).contains("landing");
    }

    @Test
    void loginAndPasswordWinOverTheKeyInExtra() {
        assertThat(bucketsOf(plain().extra("aws_access_key_id", "AKIAOTHER").extra("aws_secret_access_key", "x")))
                .contains("landing");
    }

    @Test
    void theEndpointOfTheServiceWinsOverTheGlobalOne() {
        assertThat(bucketsOf(plain().extra("endpoint_url", "http://127.0.0.1:9")
                        .extra("service_config", Map.of("s3", Map.of("endpoint_url", S3.url())))))
                .contains("landing");
    }

    @Test
    void aRoleIsAssumedAndItsKeySigns() {
        S3.allow(TestingSts.TEMPORARY_KEY, TestingSts.TEMPORARY_SECRET);
        try (TestingSts sts = new TestingSts()) {
            Written written = plain().extra("role_arn", "arn:aws:iam::123456789012:role/reader")
                    .extra("assume_role_kwargs", Map.of("ExternalId", "42", "DurationSeconds", 900))
                    .extra("service_config", Map.of("sts", Map.of("endpoint_url", sts.url())));
            S3.signers();
            assertThat(bucketsOf(written)).contains("landing");
            assertThat(S3.signers()).isNotEmpty().containsOnly(TestingSts.TEMPORARY_KEY);
            assertThat(sts.calls()).hasSize(1);
            assertThat(sts.calls().get(0).authorization()).contains("Credential=" + TestingS3.ACCESS_KEY);
            assertThat(sts.calls().get(0).parameters())
                    .containsEntry("Action", "AssumeRole")
                    .containsEntry("RoleArn", "arn:aws:iam::123456789012:role/reader")
                    .containsEntry("RoleSessionName", "wadi_my_aws")
                    .containsEntry("ExternalId", "42")
                    .containsEntry("DurationSeconds", "900");
        }
    }

    @Test
    void aRoleIsAssumedByTheTokenInAFile(@TempDir Path folder) throws IOException {
        S3.allow(TestingSts.TEMPORARY_KEY, TestingSts.TEMPORARY_SECRET);
        Path token = Files.writeString(folder.resolve("token"), "who-i-am\n");
        try (TestingSts sts = new TestingSts()) {
            Written written = connection("my_aws", "aws")
                    .extra("endpoint_url", S3.url())
                    .extra("role_arn", "arn:aws:iam::123456789012:role/reader")
                    .extra("assume_role_method", "assume_role_with_web_identity")
                    .extra("assume_role_with_web_identity_token_file", token.toString())
                    .extra("service_config", Map.of("sts", Map.of("endpoint_url", sts.url())));
            assertThat(bucketsOf(written)).contains("landing");
            assertThat(sts.calls().get(0).authorization()).isEmpty();
            assertThat(sts.calls().get(0).parameters())
                    .containsEntry("Action", "AssumeRoleWithWebIdentity")
                    .containsEntry("WebIdentityToken", "who-i-am");
        }
    }

    @Test
    void aRoleThatMayNotBeAssumedIsNamed() {
        try (TestingSts sts = new TestingSts()) {
            assertFails(
                    plain().extra("role_arn", TestingSts.FORBIDDEN_ROLE)
                            .extra("service_config", Map.of("sts", Map.of("endpoint_url", sts.url()))),
                    "connection 'my_aws': cannot list the buckets of " + S3.url() + ": the role "
                            + TestingSts.FORBIDDEN_ROLE
                            + " cannot be assumed: access denied (AccessDenied, HTTP 403)");
        }
    }

    @Test
    void theTestAsksStsWhenItIsTold() {
        try (TestingSts sts = new TestingSts()) {
            assertThat(test(plain().extra("wadi", Map.of("test", "sts"))
                            .extra("service_config", Map.of("sts", Map.of("endpoint_url", sts.url())))))
                    .isEqualTo("AWS account 123456789012, arn:aws:iam::123456789012:user/tester, region eu-central-1");
        }
    }

    @Test
    void theTestListsTheBuckets() {
        assertThat(test(plain())).matches(S3.url() + ", \\d+ buckets?");
    }

    @Test
    void theTestAsksForTheDefaultBucket() {
        assertThat(test(plain().extra("service_config", Map.of("s3", Map.of("bucket_name", "landing")))))
                .isEqualTo(S3.url() + ", bucket landing");
    }

    @Test
    void aBucketThatIsMissingIsNamed() {
        assertFails(
                plain().extra("service_config", Map.of("s3", Map.of("bucket_name", "absent"))),
                "connection 'my_aws': cannot use the bucket 'absent' of " + S3.url()
                        + ": there is no such bucket (NoSuchBucket, HTTP 404)");
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsSaid() {
        assertFails(
                plain().login("AKIASTRANGER"),
                "connection 'my_aws': cannot list the buckets of " + S3.url()
                        + ": the server does not know the access key (InvalidAccessKeyId, HTTP 403)");
    }

    @Test
    void aWrongSecretIsSaidAndNotShown() {
        assertFails(
                plain().password("wrong-secret"),
                "connection 'my_aws': cannot list the buckets of " + S3.url()
                        + ": the secret key is wrong (SignatureDoesNotMatch, HTTP 403)");
    }

    @Test
    void aWrongSecretIsSaidForABucketTooAlthoughHeadHasNoBody() {
        assertFails(
                plain().password("wrong-secret")
                        .extra("service_config", Map.of("s3", Map.of("bucket_name", "landing"))),
                "connection 'my_aws': cannot use the bucket 'landing' of " + S3.url()
                        + ": the secret key is wrong (SignatureDoesNotMatch, HTTP 403)");
    }

    @Test
    void aServerThatRefusesIsSaid() {
        assertFails(
                plain().extra("endpoint_url", "http://127.0.0.1:9"),
                "connection 'my_aws': cannot list the buckets of http://127.0.0.1:9: connection refused");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            assertThatThrownBy(() -> connections
                            .connections()
                            .test(plain().extra("endpoint_url", url).definition(), Duration.ofSeconds(1)))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'my_aws': cannot list the buckets of " + url + ": no answer within 1 s");
        }
    }

    @Test
    void aCertificateIsCheckedAgainstTheAuthoritiesInTheFile(@TempDir Path folder) {
        Path ours = TestingTls.writePem(folder, "ca", TestingTls.shared().certificate());
        assertThat(test(plain().extra("endpoint_url", S3.secureUrl()).extra("verify", ours.toString())))
                .startsWith(S3.secureUrl());
    }

    @Test
    void aCertificateOfAStrangerIsRefused() {
        assertThatThrownBy(() -> test(plain().extra("endpoint_url", S3.secureUrl())))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith(
                        "connection 'my_aws': cannot list the buckets of " + S3.secureUrl() + ": TLS: ");
    }

    @Test
    void aCertificateIsNotCheckedWhenVerifyIsFalse() {
        assertThat(test(plain().extra("endpoint_url", S3.secureUrl()).extra("verify", false)))
                .startsWith(S3.secureUrl());
    }

    @Test
    void aFileOfAuthoritiesThatIsMissingOrHoldsNoneIsNamed() {
        assertFails(
                plain().extra("verify", "/nowhere/ca.pem"),
                "connection 'my_aws': extra.verify: '/nowhere/ca.pem' cannot be read");
        assertFails(
                plain().extra("verify", "pom.xml"),
                "connection 'my_aws': extra.verify: 'pom.xml' is no PEM file of certificates");
    }

    @Test
    void aProfileThatIsMissingIsNamed() {
        assertFails(
                connection("my_aws", "aws").extra("profile_name", "absent"),
                "connection 'my_aws': extra.profile_name: no profile 'absent' in the shared files of AWS");
    }

    @Test
    void unsignedRequestsCarryNoKey() {
        S3.signers();
        assertThatThrownBy(() -> bucketsOf(plain().extra("config_kwargs", Map.of("signature_version", "unsigned"))))
                .hasMessageContaining("403");
        assertThat(S3.signers()).doesNotContain(TestingS3.ACCESS_KEY);
    }

    @Test
    void optionsOfBotocoreAreHonoured() {
        Map<String, Object> config = Map.of(
                "connect_timeout",
                1,
                "read_timeout",
                "5",
                "retries",
                Map.of("mode", "adaptive", "max_attempts", 0),
                "s3",
                Map.of("addressing_style", "path"),
                "request_checksum_calculation",
                "when_required",
                "max_pool_connections",
                3,
                "tcp_keepalive",
                true,
                "user_agent_extra",
                "nightly");
        assertThat(test(plain().extra("config_kwargs", config))).startsWith(S3.url());
    }
}
