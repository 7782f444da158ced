package dev.wadi.connection.aws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A file on its way to an object, which is not there before {@link #complete}. */
final class S3Upload {

    private static final long PART = 8 << 20;

    private final S3Objects objects;
    private final S3Locator target;
    private final Path file;
    private final Map<String, String> metadata;
    private final Optional<S3Version> seen;
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String id;

    /** @param seen what is at the target, if another version may not be replaced */
    S3Upload(S3Objects objects, S3Locator target, Path file, Map<String, String> metadata, Optional<S3Version> seen) {
        this.objects = objects;
        this.target = target;
        this.file = file;
        this.metadata = metadata;
        this.seen = seen;
    }

    private S3Client s3() {
        return objects.s3();
    }

    S3Locator target() {
        return target;
    }

    /** Sends the bytes. A file of one part is sent by {@link #complete}, which is one request then. */
    void send(BooleanSupplier cancelled) throws IOException {
        long size = Files.size(file);
        if (size <= PART) {
            return;
        }
        // Ten thousand parts are the most.
        int length = Math.toIntExact(Math.max(PART, size / 9_000));
        String begun = objects.tried("write " + target, () -> s3().createMultipartUpload(request ->
                        request.bucket(target.bucket()).key(target.key()).metadata(metadata))
                .uploadId());
        id = begun;
        try (FileChannel channel = FileChannel.open(file)) {
            for (long at = 0; at < size; at += length) {
                if (cancelled.getAsBoolean()) {
                    throw new IOException("the run was cancelled");
                }
                part(begun, read(channel, (int) Math.min(length, size - at)));
            }
        }
    }

    private static byte[] read(FileChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // reads on
        }
        return bytes.array();
    }

    private void part(String upload, byte[] bytes) {
        int number = parts.size() + 1;
        String tag = objects.tried("write " + target, () -> s3().uploadPart(
                        request -> request.bucket(target.bucket())
                                .key(target.key())
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromBytes(bytes))
                .eTag());
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }

    /** Makes the object visible, as a whole. */
    void complete() {
        String upload = id;
        objects.tried("write " + target, () -> {
            try {
                return upload == null ? put() : joined(upload);
            } catch (S3Exception e) {
                requireOurs(e);
                return e;
            }
        });
        id = null;
    }

    private @Nullable String match() {
        return seen.flatMap(S3Version::match).orElse(null);
    }

    private @Nullable String noneMatch() {
        return seen.flatMap(S3Version::noneMatch).orElse(null);
    }

    private Object put() {
        return s3().putObject(
                        request -> request.bucket(target.bucket())
                                .key(target.key())
                                .ifMatch(match())
                                .ifNoneMatch(noneMatch())
                                .metadata(metadata),
                        RequestBody.fromFile(file));
    }

    private Object joined(String upload) {
        return s3().completeMultipartUpload(request -> request.bucket(target.bucket())
                .key(target.key())
                .uploadId(upload)
                .ifMatch(match())
                .ifNoneMatch(noneMatch())
                .multipartUpload(all -> all.parts(parts)));
    }

    /** A request whose answer was lost is sent again, and meets what it has written itself. */
    private void requireOurs(S3Exception failure) {
        if (seen.isEmpty() || !S3Version.isOther(failure)) {
            throw failure;
        }
        boolean ours = objects.version(target)
                .filter(found -> found.metadata().entrySet().containsAll(metadata.entrySet()))
                .isPresent();
        if (!ours) {
            throw new WrittenMeanwhileException(objects.connId(), target, target, failure);
        }
    }

    /** Gives up what was sent; without it the server would keep, and charge, the parts. */
    void abort() {
        String upload = id;
        if (upload != null) {
            id = null;
            objects.tried("give up writing " + target, () -> s3().abortMultipartUpload(request ->
                    request.bucket(target.bucket()).key(target.key()).uploadId(upload)));
        }
    }
}
