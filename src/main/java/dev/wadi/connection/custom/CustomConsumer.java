package dev.wadi.connection.custom;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/** Polls a tap; the rows of one poll, if there are any, are one exchange. */
final class CustomConsumer extends ScheduledPollConsumer {

    private final CustomEndpoint endpoint;

    CustomConsumer(CustomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected int poll() throws Exception {
        Exchange exchange = createExchange(true);
        List<Map<String, @Nullable Object>> rows = endpoint.tap(exchange.getExchangeId());
        if (rows.isEmpty()) {
            releaseExchange(exchange, false);
            return 0;
        }
        exchange.getMessage().setBody(rows);
        getProcessor().process(exchange);
        return rows.size();
    }
}
