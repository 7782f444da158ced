package dev.wadi.connection.camel;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.util.Map;
import org.apache.camel.CamelContext;

/** A connection of a Camel component, whose consumer is a tap and whose producer is a sink. */
interface CamelStages extends OpenConnection, EndpointSource, Tappable, Sinkable {

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
