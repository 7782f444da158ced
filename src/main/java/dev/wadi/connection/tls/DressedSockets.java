package dev.wadi.connection.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** TLS sockets of another factory, each of which a subclass sees before it is used. */
public abstract class DressedSockets extends SSLSocketFactory {

    private final SSLSocketFactory factory;

    /** @param factory makes the sockets */
    protected DressedSockets(SSLSocketFactory factory) {
        this.factory = factory;
    }

    /** Gets a socket as the factory made it, and returns the one to use. */
    protected abstract Socket dressed(Socket socket);

    @Override
    public Socket createSocket() throws IOException {
        return dressed(factory.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return dressed(factory.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return dressed(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return dressed(factory.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return dressed(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return dressed(factory.createSocket(host, port, from, fromPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }
}
