package dev.wadi.connection.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes TLS sockets for the PostgreSQL driver, which names this class in a property of ours and makes one for each
 * connection. The driver's own factory reads fewer forms of keys and no lists of revoked certificates.
 */
public final class TlsSocketFactory extends SSLSocketFactory {

    private final SSLSocketFactory factory;
    private final boolean verifyName;

    /** @param properties the driver's */
    public TlsSocketFactory(Properties properties) throws IOException, GeneralSecurityException {
        this.factory = TlsFiles.of(properties).context().getSocketFactory();
        this.verifyName = properties.getProperty("sslmode", "").equals(SslMode.VERIFY_FULL.toString());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return named(factory.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return named(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return named(factory.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return named(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return named(factory.createSocket(address, port, localAddress, localPort));
    }

    /** Lets the handshake check the server's name, which says better than the driver what is wrong with it. */
    private Socket named(Socket socket) {
        if (verifyName && socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return socket;
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
