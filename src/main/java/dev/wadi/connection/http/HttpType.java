package dev.wadi.connection.http;

/** The connection type {@code http}. */
public final class HttpType extends AnyHttpType {

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String title() {
        return "HTTP";
    }
}
