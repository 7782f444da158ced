package dev.wadi.connection.jdbc;

import dev.wadi.spi.ConnectionContext;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The place where a test opens a connection; {@code new TestingContext("my_pg")} has no Camel context. */
public record TestingContext(String connId, CamelContext camelContext) implements ConnectionContext {

    public TestingContext(String connId) {
        this(connId, new DefaultCamelContext(false));
    }
}
