package dev.wadi.cli.doctor;

import dev.wadi.config.ConfigurationException;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionTrial;
import dev.wadi.connection.Connections;
import dev.wadi.spi.ConnectionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tries all connections, several at a time, as {@code wadi connections test} does; none takes longer than it may. */
final class Trials {

    private static final int AT_ONCE = 16;

    private final Connections connections;
    private final Duration timeout;

    Trials(Connections connections, Duration timeout) {
        this.connections = connections;
        this.timeout = timeout;
    }

    /**
     * How one went.
     *
     * @param answer what the server said; null when it failed
     * @param failure why it failed; null when it did not
     * @param ahead how far the server's clock is ahead of this one's, where it tells
     * @param writesTo the folder of this machine that it writes to, where there is one
     */
    record Trial(
            ConnectionDefinition definition,
            @Nullable String answer,
            @Nullable RuntimeException failure,
            Optional<Duration> ahead,
            Optional<Path> writesTo) {}

    List<Trial> run(List<ConnectionDefinition> definitions) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "wadi-doctor");
            thread.setDaemon(true); // drivers may not give up in time
            return thread;
        });
        try {
            List<Future<Trial>> begun = new ArrayList<>();
            definitions.forEach(definition -> begun.add(threads.submit(() -> run(definition))));
            List<Trial> done = new ArrayList<>();
            for (int i = 0; i < begun.size(); i++) {
                done.add(result(definitions.get(i), begun.get(i)));
            }
            return done;
        } finally {
            threads.shutdownNow();
        }
    }

    private Trial run(ConnectionDefinition definition) {
        try {
            ConnectionTrial trial = connections.tryOut(definition, timeout);
            return new Trial(definition, trial.answer(), null, trial.ahead(), trial.writesTo());
        } catch (ConnectionException | ConfigurationException e) {
            return failed(definition, e);
        }
    }

    private static Trial failed(ConnectionDefinition definition, RuntimeException failure) {
        return new Trial(definition, null, failure, Optional.empty(), Optional.empty());
    }

    /** Those that wait for a thread have longer; a test that hangs is given up. */
    private Trial result(ConnectionDefinition definition, Future<Trial> trial) {
        try {
            return trial.get(timeout.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String what = "no answer within " + timeout.multipliedBy(3).toSeconds() + " s";
            return failed(definition, new ConnectionException(definition.connId(), what, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connections were tried", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the test of connection '" + definition.connId() + "' failed", e.getCause());
        }
    }
}
