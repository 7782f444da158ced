package dev.wadi.connection.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Properties;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

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
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, properties.getProperty(IDLE));
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, properties.getProperty(INTERVAL));
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, properties.getProperty(COUNT));
        return socket;
    }

    private static void set(Socket socket, SocketOption<Integer> option, @Nullable String value) throws IOException {
        if (value != null && socket.supportedOptions().contains(option)) {
            socket.setOption(option, Integer.valueOf(value));
        }
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
