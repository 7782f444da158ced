package dev.wadi.connection.aws;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Which version of an object was seen, so that it is replaced only while it is still there: S3 has no locks, but compares
 * when it writes.
 *
 * @param tag what the server calls the version; empty when there was no object
 * @param metadata what is remembered with it
 */
record S3Version(Optional<String> tag, Map<String, String> metadata) {

    /** No object. */
    static final S3Version NONE = new S3Version(Optional.empty(), Map.of());

    static S3Version of(@Nullable String tag, Map<String, String> metadata) {
        return new S3Version(Optional.ofNullable(tag), metadata);
    }

    /** For {@code If-Match}. */
    Optional<String> match() {
        return tag;
    }

    /** For {@code If-None-Match}. */
    Optional<String> noneMatch() {
        return tag.isPresent() ? Optional.empty() : Optional.of("*");
    }

    /** Whether the server has refused because there is another version now. */
    static boolean isOther(S3Exception failure) {
        boolean isGone = failure.awsErrorDetails() != null
                && "NoSuchKey".equals(failure.awsErrorDetails().errorCode());
        return failure.statusCode() == 412 || failure.statusCode() == 409 || isGone;
    }
}
