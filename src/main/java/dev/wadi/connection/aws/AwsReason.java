package dev.wadi.connection.aws;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Why a request failed, in one phrase without secrets. */
final class AwsReason {

    private static final Map<String, String> CODES = Map.of(
            "InvalidAccessKeyId", "the server does not know the access key",
            "InvalidClientTokenId", "the server does not know the access key",
            "SignatureDoesNotMatch", "the secret key is wrong",
            "ExpiredToken", "the session token has expired",
            "InvalidToken", "the session token is not valid",
            "NoSuchBucket", "there is no such bucket",
            "PermanentRedirect", "the bucket is in another region",
            "AccessDenied", "access denied");

    private AwsReason() {}

    static String of(SdkException failure, AwsSettings settings) {
        if (failure instanceof AwsServiceException service) {
            String reason = service(service);
            return failure instanceof StsException && settings.roleArn() != null
                    ? "the role " + settings.roleArn() + " cannot be assumed: " + reason
                    : reason;
        }
        return client(failure);
    }

    private static String service(AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        int status = failure.statusCode();
        if (status == 404 && (code == null || code.isEmpty())) {
            return "there is no such bucket (HTTP 404)";
        }
        String reason = code == null ? null : CODES.get(code);
        if (reason == null) {
            reason = details == null ? null : details.errorMessage();
        }
        return (reason == null ? "the server refused" : reason) + " (" + (code == null ? "" : code + ", ") + "HTTP "
                + status + ")";
    }

    private static String client(SdkException failure) {
        if (find(failure, UnknownHostException.class) instanceof UnknownHostException e) {
            return "the host name '" + String.valueOf(e.getMessage()).split(":", 2)[0] + "' is not known";
        }
        if (find(failure, SSLException.class) instanceof SSLException e) {
            return "TLS: " + e.getMessage();
        }
        if (find(failure, SocketTimeoutException.class) != null) {
            return "the server does not answer";
        }
        if (find(failure, ConnectException.class) != null) {
            return "connection refused";
        }
        String message = String.valueOf(failure.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("unable to load credentials")) {
            return "no credentials found. Give login and password, or a profile, or run where a role is given";
        }
        return message;
    }

    private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return at;
            }
        }
        return null;
    }
}
