package dev.wadi.connection.aws;

import dev.wadi.connection.tabular.Glob;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.RunScope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects, and what failed with them in one line. */
record S3Objects(String connId, AwsSettings settings, S3Client s3) {

    /** The keys that a pattern matches, in their order; what is hidden and what only stands for a folder are passed by. */
    List<String> matching(S3Locator locator) {
        Glob glob = Glob.of(locator.key());
        List<String> found = new ArrayList<>();
        for (String key : list(locator.withKey(glob.prefix()))) {
            if (glob.matches(key)) {
                found.add(key);
            }
        }
        return found;
    }

    /** The keys that begin with a key, in their order, without those whose names begin with a dot. */
    List<String> list(S3Locator prefix) {
        return tried(
                "list " + prefix, () -> s3
                        .listObjectsV2Paginator(
                                request -> request.bucket(prefix.bucket()).prefix(prefix.key()))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .filter(key ->
                                !key.endsWith("/") && !S3Locator.nameOf(key).startsWith("."))
                        .sorted()
                        .toList());
    }

    /** What is remembered with an object; nothing when there is no object. */
    Optional<Map<String, String>> metadata(S3Locator object) {
        return tried("look at " + object, () -> {
            try {
                return Optional.of(
                        s3.headObject(request -> request.bucket(object.bucket()).key(object.key()))
                                .metadata());
            } catch (S3Exception e) {
                return absent(e);
            }
        });
    }

    /** A small object as text; nothing when there is none. */
    Optional<String> text(S3Locator object) {
        return tried("read " + object, () -> {
            try {
                return Optional.of(s3.getObjectAsBytes(
                                request -> request.bucket(object.bucket()).key(object.key()))
                        .asString(StandardCharsets.UTF_8));
            } catch (S3Exception e) {
                return absent(e);
            }
        });
    }

    private static <T> Optional<T> absent(S3Exception failure) {
        boolean noBucket = failure.awsErrorDetails() != null
                && "NoSuchBucket".equals(failure.awsErrorDetails().errorCode());
        if (failure.statusCode() != 404 || noBucket) {
            throw failure;
        }
        return Optional.empty();
    }

    void put(S3Locator object, String text) {
        tried(
                "write " + object,
                () -> s3.putObject(
                        request -> request.bucket(object.bucket())
                                .key(object.key())
                                .contentType("application/json"),
                        RequestBody.fromString(text)));
    }

    void delete(S3Locator object) {
        tried(
                "delete " + object,
                () -> s3.deleteObject(request -> request.bucket(object.bucket()).key(object.key())));
    }

    /** Copies an object to a file; a run that is cancelled breaks the transfer off. */
    @SuppressWarnings("try") // closed, and not used otherwise
    void download(S3Locator object, Path file, RunScope run) throws IOException {
        Files.createDirectories(file.getParent());
        try (ResponseInputStream<GetObjectResponse> content = open(object);
                AutoCloseable cancelled = run.whenCancelled(content::abort);
                OutputStream out = Files.newOutputStream(file)) {
            content.transferTo(out);
        } catch (IOException e) {
            throw new IOException(
                    "connection '" + connId + "': reading " + object + " broke off: " + e.getMessage(), e);
        } catch (SdkException e) {
            throw failed("read " + object, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // what AutoCloseable declares
            throw new IllegalStateException(e);
        }
    }

    private ResponseInputStream<GetObjectResponse> open(S3Locator object) {
        try {
            return s3.getObject(request -> request.bucket(object.bucket()).key(object.key()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404 && absent(e).isEmpty()) {
                throw new ConnectionException(connId, "there is no object " + object, e);
            }
            throw e;
        }
    }

    /** Does something, and says what could not be done. */
    <T> T tried(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (AbortedException e) {
            throw new ConnectionException(connId, "cannot " + what + ": it was interrupted", e);
        } catch (SdkException e) {
            throw failed(what, e);
        }
    }

    private ConnectionException failed(String what, SdkException failure) {
        return new ConnectionException(connId, "cannot " + what + ": " + AwsReason.of(failure, settings), failure);
    }
}
