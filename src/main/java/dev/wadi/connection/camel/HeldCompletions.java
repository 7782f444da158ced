package dev.wadi.connection.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * What components of Camel do when a message is done: move a file, delete a message from a queue. Those that acknowledge as
 * soon as a message was taken do nothing here, and give each message at most once.
 */
final class HeldCompletions implements Receipts {

    private final Map<Exchange, List<Synchronization>> held = new LinkedHashMap<>();

    @Override
    public synchronized void keep(Exchange exchange) {
        List<Synchronization> completions = exchange.getExchangeExtension().handoverCompletions();
        if (completions != null && !completions.isEmpty()) {
            held.put(exchange, new ArrayList<>(completions));
        }
    }

    @Override
    public void giveBack(Exchange exchange) {
        List<Synchronization> completions;
        synchronized (this) {
            completions = held.remove(exchange);
        }
        if (completions != null) {
            completions.forEach(completion -> completion.onFailure(exchange));
        }
    }

    /** Files are moved and deleted over the consumer's own connection to the server. */
    @Override
    public boolean needConsumer() {
        return true;
    }

    @Override
    public void settle(boolean safe) {
        Map<Exchange, List<Synchronization>> all;
        synchronized (this) {
            all = new LinkedHashMap<>(held);
            held.clear();
        }
        all.forEach((exchange, completions) -> {
            if (!safe) {
                exchange.setException(new IllegalStateException("the run has failed"));
            }
            for (Synchronization completion : completions) {
                if (safe) {
                    completion.onComplete(exchange);
                } else {
                    completion.onFailure(exchange);
                }
            }
        });
    }
}
