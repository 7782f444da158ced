package dev.wadi.pipeline;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a pipeline known by its id while its route is started, and runs it by its schedule. */
final class PipelineConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineConsumer.class);

    private final PipelineEndpoint endpoint;
    private @Nullable Consumer schedule;
    private Set<String> waitsFor = Set.of();

    PipelineConsumer(PipelineEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    PipelineEndpoint pipeline() {
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.pipelines().add(this);
        String cron = endpoint.getSchedule();
        if (cron != null && endpoint.pipelines().isScheduled()) {
            Endpoint quartz = withoutJmx(endpoint.getCamelContext())
                    .getEndpoint("quartz:wadi/" + endpoint.getPipelineId() + "?cron="
                            + cron.trim().replace(' ', '+'));
            schedule = quartz.createConsumer(this::runBySchedule);
            ServiceHelper.startService(schedule);
        }
    }

    /** A scheduler that shows itself by JMX starts all of the platform's management, which takes longer than all else of it. */
    private static CamelContext withoutJmx(CamelContext context) throws Exception {
        if (context.hasComponent("quartz") == null) {
            QuartzComponent quartz = (QuartzComponent) context.getComponent("quartz", true, false);
            quartz.setEnableJmx(false);
            ServiceHelper.startService(quartz);
            context.addStartupListener(quartz); // it begins when the context has started
        }
        return context;
    }

    /** While a connection that its stages name is missing, it waits: the next firing after its return runs it. */
    private void runBySchedule(Exchange fired) {
        if (!waits()) {
            run();
        }
    }

    private synchronized boolean waits() {
        Set<String> missing = new TreeSet<>();
        addMissing(getRoute().navigate(), missing);
        if (!missing.equals(waitsFor) && !missing.isEmpty()) {
            LOG.warn(
                    "pipeline '{}' does not run by its schedule while there is no connection '{}'",
                    endpoint.getPipelineId(),
                    String.join("', '", missing));
        }
        waitsFor = missing;
        return !missing.isEmpty();
    }

    private void addMissing(Navigate<Processor> steps, Set<String> missing) {
        for (Processor step : steps.hasNext() ? steps.next() : List.<Processor>of()) {
            if (step instanceof EndpointAware aware
                    && aware.getEndpoint() instanceof ConnectedEndpoint connected
                    && !connected.isInline()
                    && endpoint.pipelines().connections().isMissing(connected.getConnection())) {
                missing.add(connected.getConnection());
            }
            if (step instanceof Navigate<?> within) {
                @SuppressWarnings("unchecked") // Camel navigates processors only
                Navigate<Processor> inner = (Navigate<Processor>) within;
                addMissing(inner, missing);
            }
        }
    }

    private void run() {
        try {
            endpoint.pipelines().run(endpoint.getPipelineId(), RunRequest.bySchedule());
        } catch (RunOverlapsException | RunStoreException e) {
            LOG.warn("{}", e.getMessage());
        } catch (RunCancelledException | IllegalStateException e) {
            if (endpoint.pipelines().running().isOpen()) {
                throw e;
            }
            LOG.debug("the service stops", e);
        }
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopAndShutdownService(schedule);
        endpoint.pipelines().remove(this);
        super.doStop();
    }
}
