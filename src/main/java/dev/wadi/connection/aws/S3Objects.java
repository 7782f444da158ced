package dev.wadi.connection.aws;

import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.Glob;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SchemaSource;
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
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
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

    /** The buckets that the login may see. */
    List<String> buckets() {
        return tried("list the buckets", () -> s3.listBucketsPaginator().buckets().stream()
                .map(Bucket::name)
                .sorted()
                .toList());
    }

    /** The objects of a bucket that can be read, by their names. */
    List<SchemaSource.Table> tables(String bucket, String before) {
        List<SchemaSource.Table> tables = new ArrayList<>();
        for (String key : list(new S3Locator(bucket, ""))) {
            Format.byName(key).ifPresent(format -> tables.add(new SchemaSource.Table(before + key, format.toString())));
        }
        return tables;
    }

    /** What version of an object there is; nothing when there is no object. */
    Optional<S3Version> version(S3Locator object) {
        return tried("look at " + object, () -> {
            try {
                HeadObjectResponse head =
                        s3.headObject(request -> request.bucket(object.bucket()).key(object.key()));
                return Optional.of(S3Version.of(head.eTag(), head.metadata()));
            } catch (S3Exception e) {
                return absent(e);
            }
        });
    }

    /** The content of a small object. */
    record Text(String text, S3Version version) {}

    /** A small object as text; nothing when there is none. */
    Optional<Text> text(S3Locator object) {
        return tried("read " + object, () -> {
            try {
                ResponseBytes<GetObjectResponse> found = s3.getObjectAsBytes(
                        request -> request.bucket(object.bucket()).key(object.key()));
                return Optional.of(new Text(
                        found.asString(StandardCharsets.UTF_8),
                        S3Version.of(found.response().eTag(), found.response().metadata())));
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

    /**
     * Writes a small object.
     *
     * @param seen what is there; another version is not replaced
     * @param about what it tells of, for the message
     */
    S3Version put(S3Locator object, String text, S3Version seen, S3Locator about) {
        return tried("write " + object, () -> {
            try {
                return S3Version.of(
                        s3.putObject(
                                        request -> request.bucket(object.bucket())
                                                .key(object.key())
                                                .ifMatch(seen.match().orElse(null))
                                                .ifNoneMatch(seen.noneMatch().orElse(null))
                                                .contentType("application/json"),
                                        RequestBody.fromString(text))
                                .eTag(),
                        Map.of());
            } catch (S3Exception e) {
                return written(object, text, about, e);
            }
        });
    }

    /** A request whose answer was lost is sent again, and meets what it has written itself. */
    private S3Version written(S3Locator object, String text, S3Locator about, S3Exception failure) {
        if (!S3Version.isOther(failure)) {
            throw failure;
        }
        return text(object)
                .filter(found -> found.text().equals(text))
                .map(Text::version)
                .orElseThrow(() -> new WrittenMeanwhileException(connId, about, object, failure));
    }

    void delete(S3Locator object) {
        tried(
                "delete " + object,
                () -> s3.deleteObject(request -> request.bucket(object.bucket()).key(object.key())));
    }

    /** What may be broken off, as a run. */
    interface Cancellable {
        AutoCloseable whenCancelled(Runnable action);
    }

    /** Copies an object to a file; a run that is cancelled breaks the transfer off. */
    @SuppressWarnings("try") // closed, and not used otherwise
    void download(S3Locator object, Path file, Cancellable run) throws IOException {
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
