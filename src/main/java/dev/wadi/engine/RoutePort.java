package dev.wadi.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port on which people's routes are served; it is opened when the first of them needs it. Thread-safe. */
final class RoutePort implements Routes.HttpPort {

    private static final Logger LOG = LoggerFactory.getLogger(RoutePort.class);

    private final Settings settings;
    private final Supplier<CamelContext> context;
    private volatile int port;

    RoutePort(Settings settings, Supplier<CamelContext> context) {
        this.settings = settings;
        this.context = context;
    }

    /** Its number; 0 while it is not open. */
    int number() {
        return port;
    }

    @Override
    public synchronized void open() throws IOException {
        if (port != 0) {
            return;
        }
        int wanted = settings.port() == 0 ? freePort() : settings.port();
        requireFree(wanted);
        MainHttpServer server = new MainHttpServer();
        server.setCamelContext(context.get());
        server.setHost(settings.host());
        server.setPort(wanted);
        server.setPath("/");
        try {
            context.get().addService(server, true, true);
        } catch (Exception e) { // Camel declares no narrower one
            throw cannotServe(wanted, e);
        }
        port = wanted;
        LOG.info("Routes are served at http://{}:{}", settings.host(), wanted);
    }

    /** Camel's server logs that it cannot have its port, and says that it has started. */
    private void requireFree(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName(settings.host()))) {
            LOG.debug("{} is free", socket);
        } catch (UnknownHostException e) {
            throw cannotServe(wanted, new IOException("the host name is not known", e));
        } catch (IOException e) {
            throw cannotServe(wanted, e);
        }
    }

    private IOException cannotServe(int wanted, Exception cause) {
        return new IOException(
                "HTTP cannot be served at " + settings.host() + ":" + wanted + ": " + cause.getMessage()
                        + ". Another address is set by --host and --port, or wadi.host and wadi.port",
                cause);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
