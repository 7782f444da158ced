package dev.wadi.spi;

import org.apache.camel.CamelContext;

/** What a connection type may know of the place where a connection is opened. */
public interface ConnectionContext {

    /** The id of the connection, for thread names, pool names and errors. */
    String connId();

    /** The Camel context that the connection will serve; made when it is first asked for, so ask only when needed. */
    CamelContext camelContext();

    /** The classes that plugins bring. */
    default PluginClasses plugins() {
        throw new IllegalStateException("there are no plugins here");
    }
}
