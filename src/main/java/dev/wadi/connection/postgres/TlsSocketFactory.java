package dev.wadi.connection.postgres;

import dev.wadi.connection.tls.DressedSockets;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Makes TLS sockets for the PostgreSQL driver, which names this class in a property of ours and makes one for each
 * connection. The driver's own factory reads fewer forms of keys and no lists of revoked certificates.
 */
public final class TlsSocketFactory extends DressedSockets {

    private final boolean verifyName;

    /** @param properties the driver's */
    public TlsSocketFactory(Properties properties) throws IOException, GeneralSecurityException {
        super(TlsFiles.of(properties).context().getSocketFactory());
        this.verifyName = properties.getProperty("sslmode", "").equals(SslMode.VERIFY_FULL.toString());
    }

    /** Lets the handshake check the server's name, which says better than the driver what is wrong with it. */
    @Override
    protected Socket dressed(Socket socket) {
        if (verifyName && socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return socket;
    }
}
