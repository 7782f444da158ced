package dev.wadi.connection.httpclient;

import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * One test of a server, with a client of its own beside the pool, whose queue may be what is wrong. It runs in a thread of
 * its own, because looking up a name cannot be interrupted and slow servers send a byte now and then; when the time is
 * over the client is closed under it.
 */
final class HttpTrial {

    private final String connId;
    private final HttpPool pool;
    private final HttpAddress address;
    private final Duration timeout;

    HttpTrial(String connId, HttpPool pool, HttpAddress address, Duration timeout) {
        this.connId = connId;
        this.pool = pool;
        this.address = address;
        this.timeout = timeout;
    }

    /** What is asked of the server; its result is what {@link dev.wadi.spi.OpenConnection#test} returns. */
    interface Question {
        String ask(CloseableHttpClient client) throws IOException;
    }

    @SuppressWarnings("resource") // closed with its mode, which gives up at once
    String run(Question question) {
        CloseableHttpClient client = new OriginHttpClient(
                address, pool.clientForTest(Timeout.ofMilliseconds(Math.max(1, timeout.toMillis()))));
        FutureTask<String> task = new FutureTask<>(() -> question.ask(client));
        Thread thread = new Thread(task, "wadi-test-" + connId);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ConnectionException(connId, HttpFailure.noAnswer(address, timeout), e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(connId, "the test of " + address.where() + " was interrupted", e);
        } finally {
            client.close(CloseMode.IMMEDIATE);
        }
    }

    private RuntimeException failure(Throwable failure) {
        if (failure instanceof IOException) {
            return new ConnectionException(connId, HttpFailure.describe(failure, address, timeout), failure);
        }
        if (failure instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new IllegalStateException("the test of connection '" + connId + "' failed", failure);
    }
}
