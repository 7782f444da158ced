package dev.wadi.connection.http;

import dev.wadi.connection.httpclient.HttpConnection;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;

/** What the connection types {@code http} and {@code https} have in common: all but their names. */
abstract sealed class AnyHttpType implements ConnectionType<HttpSettings> permits HttpType, HttpsType {

    private HttpOpening opening() {
        return new HttpOpening(name());
    }

    @Override
    public final Class<HttpSettings> settings() {
        return HttpSettings.class;
    }

    @Override
    public final List<ConnectionBean<?>> beans() {
        return List.of(HttpConnection.clientBean());
    }

    @Override
    public final void check(HttpSettings settings, SettingProblems problems) {
        opening().check(settings, problems);
    }

    @Override
    public final OpenConnection open(HttpSettings settings, ConnectionContext context) {
        return opening().open(settings, context, System.getenv());
    }
}
