package dev.wadi.connection.httpclient;

import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** An endpoint of camel-http whose exchanges cannot leave the connection's origin. */
final class OriginHttpEndpoint extends DefaultEndpoint {

    private final HttpEndpoint http;
    private final HttpAddress address;

    OriginHttpEndpoint(HttpEndpoint http, HttpAddress address) {
        super(http.getEndpointUri(), http.getComponent());
        this.http = http;
        this.address = address;
    }

    /** The endpoint that does the work. */
    HttpEndpoint http() {
        return http;
    }

    @Override
    public boolean isLenientProperties() {
        return http.isLenientProperties();
    }

    @Override
    public Producer createProducer() {
        return new OriginHttpProducer(http, address);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        return http.createConsumer(processor);
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        return http.createPollingConsumer();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(http);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(http);
        super.doStop();
    }
}
