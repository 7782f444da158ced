package dev.wadi.connection.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Temporary keys of a role, renewed before they expire, with the client and the credentials that ask for them. */
record AssumedRole(StsCredentialsProvider provider, StsClient sts, AwsCredentialsProvider base)
        implements AwsCredentialsProvider, SdkAutoCloseable {

    static StsCredentialsProvider by(StsClient sts, AssumeRoleRequest request) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request)
                .build();
    }

    /** The token's file is read anew each time: it is replaced while the process runs. */
    static StsCredentialsProvider byToken(StsClient sts, Supplier<AssumeRoleWithWebIdentityRequest> request) {
        return StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request)
                .build();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return provider.resolveCredentials();
    }

    @Override
    public void close() {
        provider.close();
        sts.close();
        if (base instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
