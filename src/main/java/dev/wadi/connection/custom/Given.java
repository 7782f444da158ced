package dev.wadi.connection.custom;

import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.CustomContext;
import dev.wadi.spi.PluginClasses;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a class is told of its connection. */
record Given(CustomSettings settings, ConnectionContext context) implements CustomContext {

    @Override
    public String connId() {
        return context.connId();
    }

    @Override
    public CamelContext camelContext() {
        return context.camelContext();
    }

    @Override
    public PluginClasses plugins() {
        return context.plugins();
    }

    @Override
    public Optional<String> host() {
        return Optional.ofNullable(settings.host());
    }

    @Override
    public Optional<Integer> port() {
        return Optional.ofNullable(settings.port());
    }

    @Override
    public Optional<String> login() {
        return Optional.ofNullable(settings.login());
    }

    @Override
    public Optional<String> password() {
        return Optional.ofNullable(settings.password());
    }

    @Override
    public Optional<String> schema() {
        return Optional.ofNullable(settings.schema());
    }

    @Override
    public Map<String, @Nullable Object> extra() {
        return Collections.unmodifiableMap(settings.others());
    }

    @Override
    public Map<String, @Nullable Object> params() {
        return settings.given();
    }

    @Override
    public Logger log() {
        return LoggerFactory.getLogger("dev.wadi.connection.custom." + connId());
    }

    /** Settings hold secrets. */
    @Override
    public String toString() {
        return "what connection '" + connId() + "' says";
    }
}
