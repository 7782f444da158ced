package dev.wadi.connection.mail;

import dev.wadi.connection.tls.DressedSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sockets that can all be closed at once from another thread; what is made later is closed at once. */
final class WatchedSockets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedSockets.class);

    private final List<Socket> sockets = new ArrayList<>();
    private boolean over;

    /** Makes sockets without TLS. */
    SocketFactory plain() {
        return new Plain();
    }

    /** Puts TLS on sockets. */
    SSLSocketFactory tls(SSLSocketFactory factory) {
        return new Tls(factory);
    }

    private synchronized Socket watch(Socket socket) {
        sockets.add(socket);
        if (over) {
            close(socket);
        }
        return socket;
    }

    @Override
    public synchronized void close() {
        over = true;
        sockets.forEach(WatchedSockets::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket did not close", e);
        }
    }

    private final class Plain extends SocketFactory {

        @Override
        public Socket createSocket() {
            return watch(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return watch(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return watch(new Socket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return watch(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return watch(new Socket(host, port, from, fromPort));
        }
    }

    private final class Tls extends DressedSockets {

        Tls(SSLSocketFactory factory) {
            super(factory);
        }

        @Override
        protected Socket dressed(Socket socket) {
            return watch(socket);
        }

        /** The one that Jakarta Mail calls, with a socket that is connected. */
        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            watch(socket);
            return super.createSocket(socket, host, port, autoClose);
        }
    }
}
