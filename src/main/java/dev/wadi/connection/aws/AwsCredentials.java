package dev.wadi.connection.aws;

import dev.wadi.connection.aws.AwsSettings.AssumeRoleMethod;
import dev.wadi.spi.ConnectionException;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Whose credentials a connection signs with: a key, a profile, the machine's own, and a role on top of them. */
record AwsCredentials(String connId, AwsSettings settings, Region region, SdkHttpClient http) {

    AwsCredentialsProvider provider() {
        if (settings.client().anonymous()) {
            return AnonymousCredentialsProvider.create();
        }
        String role = settings.roleArn();
        if (role == null) {
            return base();
        }
        return settings.assumeRoleMethod() == AssumeRoleMethod.ASSUME_ROLE_WITH_WEB_IDENTITY
                ? webIdentity(role)
                : assumed(role);
    }

    private AwsCredentialsProvider base() {
        AwsSettings.Key key = settings.key();
        if (key != null) {
            String token = settings.awsSessionToken();
            return StaticCredentialsProvider.create(
                    token != null
                            ? AwsSessionCredentials.create(key.id(), key.secret(), token)
                            : AwsBasicCredentials.create(key.id(), key.secret()));
        }
        if (settings.profileName() != null) {
            return ProfileCredentialsProvider.builder()
                    .profileFile(profiles(connId, settings))
                    .profileName(settings.profileName())
                    .build();
        }
        return DefaultCredentialsProvider.builder().build();
    }

    private AwsCredentialsProvider assumed(String role) {
        AwsCredentialsProvider base = base();
        StsClient sts = AwsClients.sts(settings, region, base, http);
        return new AssumedRole(AssumedRole.by(sts, RoleRequest.assume(connId, role, kwargs())), sts, base);
    }

    private AwsCredentialsProvider webIdentity(String role) {
        AwsCredentialsProvider nobody = AnonymousCredentialsProvider.create();
        StsClient sts = AwsClients.sts(settings, region, nobody, http);
        String file = tokenFile();
        return new AssumedRole(
                AssumedRole.byToken(sts, () -> RoleRequest.webIdentity(connId, role, file, kwargs())), sts, nobody);
    }

    private String tokenFile() {
        String set = settings.assumeRoleWithWebIdentityTokenFile();
        String file = set != null ? set : System.getenv("AWS_WEB_IDENTITY_TOKEN_FILE");
        if (file == null) {
            throw new ConnectionException(
                    connId,
                    "extra.assume_role_with_web_identity_token_file is missing and AWS_WEB_IDENTITY_TOKEN_FILE is not"
                            + " set",
                    null);
        }
        return file;
    }

    private Map<String, Object> kwargs() {
        return settings.assumeRoleKwargs();
    }

    /** The shared files; a profile that is named must be there. */
    static ProfileFile profiles(String connId, AwsSettings settings) {
        ProfileFile file = ProfileFile.defaultProfileFile();
        String name = settings.profileName();
        if (name != null && file.profile(name).isEmpty()) {
            throw new ConnectionException(
                    connId, "extra.profile_name: no profile '" + name + "' in the shared files of AWS", null);
        }
        return file;
    }

    /** Names the connection only. */
    @Override
    public String toString() {
        return "AwsCredentials[" + connId + "]";
    }
}
