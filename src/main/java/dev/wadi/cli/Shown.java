package dev.wadi.cli;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Masking;
import org.jspecify.annotations.Nullable;

/** Definitions without their secrets. */
final class Shown {

    private Shown() {}

    /** The same with {@code ***} for what is secret. */
    static ConnectionDefinition of(ConnectionDefinition definition) {
        String password = definition.password();
        return new ConnectionDefinition(
                definition.connId(),
                definition.connType(),
                masked(definition.description()),
                masked(definition.host()),
                masked(definition.login()),
                password == null || password.isEmpty() ? password : Masking.MASK,
                definition.port(),
                masked(definition.schema()),
                Masking.mask(definition.extra()),
                definition.origin());
    }

    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : Masking.maskUrls(text);
    }
}
