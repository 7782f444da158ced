package dev.wadi.connection.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Who a connection says it is: a private key and the certificates for it. */
public final class Identity {

    private Identity() {}

    /**
     * A PKCS#12 store in memory that holds the key.
     *
     * @param chain the key's certificate first, then those that vouch for it
     * @param password locks the key in the store
     */
    public static KeyStore store(PrivateKey key, List<X509Certificate> chain, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, password, chain.toArray(X509Certificate[]::new));
        return store;
    }

    /** The keys of a store, for {@code SSLContext.init}. */
    public static KeyManager[] managers(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
