package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.KeepAlive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;

/** Makes plain sockets with the times of TCP's keep-alive, for which the driver has no properties. */
public final class KeepAliveSocketFactory extends SocketFactory {

    static final String IDLE = "wadi.keepalives_idle";
    static final String INTERVAL = "wadi.keepalives_interval";
    static final String COUNT = "wadi.keepalives_count";

    private final Properties properties;

    /** @param properties the driver's */
    public KeepAliveSocketFactory(Properties properties) {
        this.properties = properties;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        new KeepAlive(number(IDLE), number(INTERVAL), number(COUNT)).applyTo(socket);
        return socket;
    }

    private int number(String property) {
        return Integer.parseInt(properties.getProperty(property));
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }
}
