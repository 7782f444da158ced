package dev.wadi.connection.camel;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.service.ServiceHelper;

/** A connection of a Camel component, whose consumer is a tap and whose producer is a sink. */
interface CamelStages extends OpenConnection, EndpointSource, Tappable, Sinkable {

    /** Components whose endpoints share what they hold, such as a queue, and drop it with the last of them. */
    Set<String> SHARING = Set.of("dataset", "direct", "disruptor", "disruptor-vm", "mock", "seda", "stub");

    String connId();

    CamelContext camelContext();

    /**
     * How messages are acknowledged that a tap has taken.
     *
     * @param options of the endpoint, which may be changed
     */
    default Receipts receipts(Map<String, Object> options) {
        return new HeldCompletions();
    }

    /** Ends an endpoint of a stage, unless others find there what it holds. */
    static void release(Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        if (!SHARING.contains(uri.substring(0, Math.max(uri.indexOf(':'), 0)))) {
            ServiceHelper.stopAndShutdownService(endpoint);
        }
    }

    @Override
    default BatchReader tap(TapStage stage) throws Exception {
        return CamelTap.open(this, stage);
    }

    /** At least once: a message that was sent cannot be taken back. */
    @Override
    default long sink(SinkStage stage, BatchReader rows) throws Exception {
        return new CamelSink(this, stage).write(rows);
    }
}
