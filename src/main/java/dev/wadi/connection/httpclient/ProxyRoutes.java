package dev.wadi.connection.httpclient;

import java.io.IOException;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests through the proxies of a connection and signs in there at once: a body that is a stream could not be sent
 * again after the proxy has asked for a login.
 */
final class ProxyRoutes extends DefaultRoutePlanner implements ExecChainHandler {

    private final HttpProxies proxies;

    ProxyRoutes(HttpProxies proxies) {
        super(null);
        this.proxies = proxies;
    }

    void install(HttpClientBuilder builder) {
        builder.setRoutePlanner(this);
        builder.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "wadi-proxy-login", this);
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        return proxies.proxyFor(target).map(HttpProxies.Proxy::host).orElse(null);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpHost proxy = scope.route.getProxyHost();
        if (proxy != null) {
            proxies.withLogin(proxy).ifPresent(login -> scope.clientContext.setAuthExchange(proxy, signedIn(login)));
        }
        return chain.proceed(request, scope);
    }

    private static AuthExchange signedIn(HttpProxies.Proxy proxy) {
        BasicScheme basic = new BasicScheme();
        basic.initPreemptive(
                new UsernamePasswordCredentials(proxy.login(), proxy.password().toCharArray()));
        AuthExchange exchange = new AuthExchange();
        exchange.select(basic);
        return exchange;
    }
}
