package dev.wadi.connection.camel;

import org.apache.camel.Exchange;

/** The acknowledgements of messages, which wait until their rows are safe. */
interface Receipts {

    /** A message was taken; called on the component's thread before it goes on. */
    void keep(Exchange exchange);

    /** A message that was kept is given back, because nobody wants it any more. */
    void giveBack(Exchange exchange);

    /** Whether they need what the consumer has open, and not that it has left. */
    boolean needConsumer();

    /**
     * Acknowledges all that was kept, or gives it back.
     *
     * @throws Exception when that fails, so that messages may come once more
     */
    void settle(boolean safe) throws Exception;
}
