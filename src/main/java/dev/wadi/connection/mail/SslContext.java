package dev.wadi.connection.mail;

import java.util.Locale;

/** Airflow's {@code ssl_context}: whether the server's certificate and host name are verified. */
public enum SslContext {
    DEFAULT,
    NONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
