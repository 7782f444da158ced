package dev.wadi.connection.mail;

import dev.wadi.connection.tls.Authorities;
import dev.wadi.connection.tls.RegularFile;
import dev.wadi.connection.tls.TrustsEveryone;
import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a connection trusts.
 *
 * @param verifies whether certificates and host names are verified
 * @param sockets makes TLS sockets; given to Jakarta Mail as an object, never as the name of a class
 */
public record Trust(boolean verifies, SSLSocketFactory sockets) {

    /**
     * The trust that settings describe.
     *
     * @param caFile a PEM file whose certificates are trusted instead of those of the JVM
     * @throws ConnectionException when the file cannot be used
     */
    public static Trust of(String connId, SslContext context, @Nullable String caFile) {
        if (context == SslContext.NONE) {
            return new Trust(false, sockets(TrustsEveryone.managers()));
        }
        if (caFile == null) {
            return new Trust(true, (SSLSocketFactory) SSLSocketFactory.getDefault());
        }
        try {
            return new Trust(true, sockets(Authorities.managers(Path.of(caFile))));
        } catch (IOException e) {
            throw new ConnectionException(connId, "the ca_file " + RegularFile.unread(caFile, e), e);
        } catch (GeneralSecurityException e) {
            throw new ConnectionException(connId, "the ca_file '" + caFile + "' holds no certificate in PEM form", e);
        }
    }

    private static SSLSocketFactory sockets(TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }
}
