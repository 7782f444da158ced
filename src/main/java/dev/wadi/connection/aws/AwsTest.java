package dev.wadi.connection.aws;

import dev.wadi.connection.aws.AwsSettings.TestTarget;
import dev.wadi.spi.ConnectionException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Tries a connection: the default bucket, or the list of buckets, or who the key belongs to. */
record AwsTest(String connId, AwsSettings settings, AwsClients clients) {

    String run(Duration timeout) {
        FutureTask<String> task = new FutureTask<>(this::ask);
        Thread thread = new Thread(task, "wadi-test-" + connId); // also the search for credentials has to end in time
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new ConnectionException(
                    connId, "cannot " + what() + ": no answer within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new ConnectionException(connId, "the test was interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private String ask() {
        if (settings.test() == TestTarget.STS) {
            return identity();
        }
        String bucket = settings.bucket();
        return bucket == null ? buckets() : bucket(bucket);
    }

    private String what() {
        if (settings.test() == TestTarget.STS) {
            return "ask STS for the caller's identity";
        }
        String place = AwsClients.place(settings, clients.region());
        String bucket = settings.bucket();
        return bucket == null ? "list the buckets of " + place : "use the bucket '" + bucket + "' of " + place;
    }

    private String identity() {
        GetCallerIdentityResponse who = clients.sts().getCallerIdentity();
        return "AWS account " + who.account() + ", " + who.arn() + ", region "
                + clients.region().id();
    }

    private String buckets() {
        int count = clients.s3().listBuckets().buckets().size();
        return AwsClients.place(settings, clients.region()) + ", " + count + (count == 1 ? " bucket" : " buckets");
    }

    private String bucket(String bucket) {
        try {
            clients.s3().headBucket(request -> request.bucket(bucket));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                throw e;
            }
            // The answer to HEAD has no body and so no reason; some keys may list and not ask for the bucket
            clients.s3().listObjectsV2(request -> request.bucket(bucket).maxKeys(1));
        }
        return AwsClients.place(settings, clients.region()) + ", bucket " + bucket;
    }

    private ConnectionException failure(@Nullable Throwable cause) {
        if (cause instanceof ConnectionException e) {
            return e;
        }
        if (cause instanceof SdkException e) {
            return new ConnectionException(connId, "cannot " + what() + ": " + AwsReason.of(e, settings), e);
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        throw new IllegalStateException(cause);
    }
}
