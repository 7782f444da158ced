package dev.wadi.connection.httpclient;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpProducer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The producer of camel-http without the headers by which a message says where it goes: messages come from anywhere, and
 * the credentials are for one server. {@code CamelHttpPath} and {@code CamelHttpQuery} work, below the endpoint's path.
 */
final class OriginHttpProducer extends HttpProducer {

    private static final Pattern UP = Pattern.compile("(^|[/\\\\])\\.\\.([/\\\\;?#]|$)");

    private final HttpAddress address;

    OriginHttpProducer(HttpEndpoint endpoint, HttpAddress address) {
        super(endpoint);
        this.address = address;
    }

    @Override
    protected HttpUriRequest createMethod(Exchange exchange) throws Exception {
        Message message = exchange.getIn();
        Object uri = message.removeHeader(Exchange.HTTP_URI);
        Object restUri = message.removeHeader(Exchange.REST_HTTP_URI);
        try {
            requireBelow(message.getHeader(Exchange.HTTP_PATH, String.class));
            return requireOwn(super.createMethod(exchange));
        } finally {
            putBack(message, Exchange.HTTP_URI, uri);
            putBack(message, Exchange.REST_HTTP_URI, restUri);
        }
    }

    private static void putBack(Message message, String header, @Nullable Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    private static void requireBelow(@Nullable String path) {
        if (path == null) {
            return;
        }
        String plain = path.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "\\");
        if (UP.matcher(plain).find()) {
            throw new IllegalArgumentException(
                    Exchange.HTTP_PATH + " leads out of the endpoint's path. Remove '..' from it");
        }
    }

    private HttpUriRequest requireOwn(HttpUriRequest request) {
        URIAuthority authority = request.getAuthority();
        if (authority == null
                || authority.getUserInfo() != null
                || !address.isOrigin(request.getScheme(), authority.getHostName(), authority.getPort())) {
            throw new IllegalArgumentException("The message leads away from " + address.where());
        }
        return request;
    }
}
