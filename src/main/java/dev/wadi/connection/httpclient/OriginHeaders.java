package dev.wadi.connection.httpclient;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Adds a connection's headers to requests that go to its own origin, and takes credentials out of those that a redirect
 * leads elsewhere. Headers with credentials are added when the request is written, after all interceptors, so that what
 * logs requests does not see them.
 */
final class OriginHeaders extends HttpRequestExecutor implements ExecChainHandler {

    private static final String IS_OWN = "wadi.own-origin";

    private final HttpAddress address;
    private final RequestHeaders headers;

    OriginHeaders(HttpAddress address, RequestHeaders headers) {
        this.address = address;
        this.headers = headers;
    }

    void install(HttpClientBuilder builder) {
        // Inside of PROTOCOL, which takes all headers back before it answers a proxy that asks for a login.
        builder.addExecInterceptorAfter(ChainElement.PROTOCOL.name(), "wadi-headers", this);
        builder.setRequestExecutor(this);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpClientContext context = scope.clientContext;
        boolean isOwn = address.isOrigin(scope.route.getTargetHost()) && isOwn(request);
        context.setAttribute(IS_OWN, isOwn);
        if (isOwn) {
            headers.plain().forEach((name, value) -> add(request, name, value));
        } else if (context.getRedirectLocations().size() > 0) {
            withoutCredentials(request);
        }
        return chain.proceed(request, scope);
    }

    private boolean isOwn(ClassicHttpRequest request) {
        URIAuthority authority = request.getAuthority();
        return authority != null && address.isOrigin(request.getScheme(), authority.getHostName(), authority.getPort());
    }

    private static void add(ClassicHttpRequest request, String name, String value) {
        HttpEntity entity = request.getEntity();
        boolean isSaid = name.equalsIgnoreCase("Content-Type") && entity != null && entity.getContentType() != null;
        if (!isSaid && !request.containsHeader(name)) {
            request.setHeader(name, value);
        }
    }

    private void withoutCredentials(ClassicHttpRequest request) {
        List<String> names = new ArrayList<>();
        for (Header header : request.getHeaders()) {
            if (RequestHeaders.isSecret(header.getName()) || headers.secret().containsKey(header.getName())) {
                names.add(header.getName());
            }
        }
        names.forEach(request::removeHeaders);
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        if (Boolean.TRUE.equals(context.getAttribute(IS_OWN)) && !Method.CONNECT.isSame(request.getMethod())) {
            for (Map.Entry<String, String> header : headers.secret().entrySet()) {
                request.setHeader(header.getKey(), header.getValue());
            }
        }
        return super.execute(request, connection, callback, context);
    }
}
