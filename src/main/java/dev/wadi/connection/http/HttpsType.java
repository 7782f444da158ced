package dev.wadi.connection.http;

/**
 * The connection type {@code https}, for connections that were written as URLs ({@code https://api.example.com}). Airflow has
 * no hook for it; here it is {@code http} over TLS, and what the URL says after the host is a path.
 */
public final class HttpsType extends AnyHttpType {

    @Override
    public String name() {
        return "https";
    }

    @Override
    public String title() {
        return "HTTPS";
    }
}
