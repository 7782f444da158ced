package dev.wadi.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.processor.SetVariableProcessor;
import org.apache.camel.support.ExchangeHelper;

/** The sinks of a route that come after a tap, before the exchange has got to them. */
final class SinksAhead {

    private final TapEndpoint tap;
    private final Exchange texts;
    private final List<SinkEndpoint> found = new ArrayList<>();
    private boolean passed;

    private SinksAhead(TapEndpoint tap, Exchange exchange) {
        this.tap = tap;
        this.texts = ExchangeHelper.createCopy(exchange, true);
    }

    static SinksAhead of(TapEndpoint tap, Exchange exchange) {
        SinksAhead ahead = new SinksAhead(tap, exchange);
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        if (route != null) {
            ahead.walk(route.navigate());
        }
        return ahead;
    }

    /** The sinks, in the order of the route. */
    List<SinkEndpoint> sinks() {
        return found;
    }

    /** The exchange as it will be at the sinks: it has the texts that are set before them. */
    Exchange texts() {
        return texts;
    }

    private void walk(Navigate<Processor> steps) {
        if (steps == null || !steps.hasNext()) {
            return;
        }
        for (Processor step : steps.next()) {
            look(step);
            if (step instanceof Navigate<?>) {
                @SuppressWarnings("unchecked") // what processors lead to are processors
                Navigate<Processor> further = (Navigate<Processor>) step;
                walk(further);
            }
        }
    }

    private void look(Processor step) {
        if (step instanceof EndpointAware aware) {
            if (aware.getEndpoint() == tap) {
                passed = true;
            } else if (passed && aware.getEndpoint() instanceof SinkEndpoint sink) {
                found.add(sink);
            }
        } else if (passed && step instanceof SetVariableProcessor variable && variable.getVariableName() != null) {
            texts.setVariable(
                    variable.getVariableName(), variable.getExpression().evaluate(texts, Object.class));
        }
    }
}
