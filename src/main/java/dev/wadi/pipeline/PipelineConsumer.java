package dev.wadi.pipeline;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
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
            Endpoint quartz = endpoint.getCamelContext()
                    .getEndpoint("quartz:wadi/" + endpoint.getPipelineId() + "?cron="
                            + cron.trim().replace(' ', '+'));
            schedule = quartz.createConsumer(this::runBySchedule);
            ServiceHelper.startService(schedule);
        }
    }

    private void runBySchedule(Exchange fired) {
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
