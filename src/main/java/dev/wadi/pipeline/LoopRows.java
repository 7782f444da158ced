package dev.wadi.pipeline;

import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The row that a nested pipeline runs for, which templates see as {@code variables.loop_control}. */
final class LoopRows {

    /** The exchange property that holds it; a loop in a loop has its own exchange, and so its own row. */
    static final String ROW = "WadiLoopControl";

    private LoopRows() {}

    static @Nullable Map<?, ?> of(Exchange exchange) {
        return exchange.getProperty(ROW, Map.class);
    }
}
