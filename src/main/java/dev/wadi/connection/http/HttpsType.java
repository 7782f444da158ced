package dev.wadi.connection.http;

import dev.wadi.connection.httpclient.HttpConnection;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;

/**
 * The connection type {@code https}, for connections that were written as URLs ({@code https://api.example.com}). Airflow has
 * no hook for it; here it is {@code http} over TLS, and what the URL says after the host is a path.
 */
public final class HttpsType implements ConnectionType<HttpSettings> {

    private static final HttpOpening OPENING = new HttpOpening("https");

    @Override
    public String name() {
        return "https";
    }

    @Override
    public String title() {
        return "HTTPS";
    }

    @Override
    public Class<HttpSettings> settings() {
        return HttpSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(HttpConnection.clientBean());
    }

    @Override
    public void check(HttpSettings settings, SettingProblems problems) {
        OPENING.check(settings, problems);
    }

    @Override
    public OpenConnection open(HttpSettings settings, ConnectionContext context) {
        return OPENING.open(settings, context, System.getenv());
    }
}
