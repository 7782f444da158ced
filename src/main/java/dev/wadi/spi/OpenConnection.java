package dev.wadi.spi;

import java.time.Duration;

/**
 * A connection that was opened from one version of its settings. Thread-safe. Other abilities are extra interfaces that
 * are asked for: {@link EndpointSource}, {@link SchemaSource}.
 */
public interface OpenConnection extends AutoCloseable {

    /**
     * What stands behind a bean that the type declares. Called for each lease: cheap, and the same object each time
     * unless the bean is made for one use.
     *
     * @throws IllegalArgumentException when the type declares no such bean
     */
    <T> T bean(Class<T> type);

    /**
     * Tries the outside system: connects, signs in, asks the least that proves it, and leaves nothing behind.
     *
     * @param timeout how long it may take altogether
     * @return what answered, in one phrase without secrets, such as {@code PostgreSQL 17.5, database sales}
     * @throws ConnectionException when it does not answer, refuses, or is not what it should be
     */
    String test(Duration timeout);

    /**
     * Closes it. Called once, when the last lease has returned or the drain time has ended. Waits for nothing long and
     * throws nothing: what fails is logged.
     */
    @Override
    void close();
}
