package dev.wadi.connection;

import dev.wadi.spi.EndpointSource;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.URISupport;

/** Reaches an outside system by the {@code conn_id} of its connection: {@code conn:my_http/api/items?httpMethod=GET}. */
@Component("conn")
public class ConnComponent extends DefaultComponent {

    public ConnComponent() {}

    public ConnComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        // What remains is decoded already; the connection's own component decodes by itself what it wants decoded.
        String written = URISupport.extractRemainderPath(URI.create(uri), true);
        int slash = written.indexOf('/');
        String connId = EndpointSource.decoded(slash < 0 ? written : written.substring(0, slash));
        String path = slash < 0 ? "" : written.substring(slash + 1);
        Connections connections = getCamelContext().getRegistry().mandatoryFindSingleByType(Connections.class);
        ConnEndpoint endpoint =
                new ConnEndpoint(uri, this, connections.required(connId), path, new LinkedHashMap<>(parameters));
        parameters.clear(); // they are the options of the connection's own endpoint, which checks them
        return endpoint;
    }

    @Override
    protected void afterConfiguration(String uri, String remaining, Endpoint made, Map<String, Object> parameters) {
        // Camel takes these two out of the parameters before createEndpoint is called.
        ConnEndpoint endpoint = (ConnEndpoint) made;
        if (endpoint.isBridgeErrorHandler()) {
            endpoint.option("bridgeErrorHandler", true);
        }
    }
}
