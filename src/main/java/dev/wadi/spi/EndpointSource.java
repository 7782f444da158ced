package dev.wadi.spi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** An open connection with a Camel endpoint of its own, for {@code conn:<conn_id>/<path>?<options>}. */
public interface EndpointSource {

    /**
     * Makes an endpoint with address and credentials filled in. The secrets are set on the endpoint and are in no URI.
     * The endpoint is not started and not registered; the caller starts and stops it, and closes it before this
     * connection closes.
     *
     * @param context the context that the endpoint serves
     * @param path what follows {@code conn:<conn_id>/} before the {@code ?}, percent-encoded, as it stands in the URI of
     *     a component; {@link #decoded} gives the text. Empty when there is nothing
     * @param options the options of the component, as written, without those that the connection fills in
     * @return an endpoint whose URI holds no secret
     * @throws IllegalArgumentException when the path or an option is wrong; the message is shown to the route's author
     */
    Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception;

    /** The text of a path: what its {@code %XX} say in UTF-8; any other {@code %} stays, and so does {@code +}. */
    static String decoded(String path) {
        String encoded = path.replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B");
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
