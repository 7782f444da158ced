package dev.wadi.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * What a class of a custom connection may implement beside its abilities ({@link Tappable}, {@link Sinkable}, {@link
 * StatementRunner}, {@link SchemaSource}), when it needs to know its connection or holds something open. A class has one
 * public constructor, which takes nothing or one record: then {@code params} of the file are bound to that record, whose
 * components carry {@link Setting}.
 *
 * <p>One object is made for each version of a connection in a file, and one for each execution of a stage that describes
 * the connection in place. Abilities may be called on several threads at once.
 */
public interface CustomConnection {

    /**
     * Called once, after the constructor and before anything else. Makes what is needed and waits for no server: a
     * connection opens while its server is down.
     *
     * @throws Exception when what the connection says cannot be used; the message is shown
     */
    default void init(CustomContext context) throws Exception {}

    /**
     * Tries the outside system, for {@code wadi connections test}.
     *
     * @param timeout how long it may take altogether
     * @return what answered, in one phrase without secrets; empty when there is nothing to try
     * @throws Exception when it does not answer; the message is shown
     */
    default Optional<String> test(Duration timeout) throws Exception {
        return Optional.empty();
    }

    /** Called once, when nothing uses the connection any more. */
    default void close() throws Exception {}
}
