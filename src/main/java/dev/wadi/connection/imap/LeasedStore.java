package dev.wadi.connection.imap;

import dev.wadi.spi.Lease;
import dev.wadi.spi.Leases;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail store as the registry gives it out. It connects and takes a lease when it is first used, and returns the lease
 * when it is closed, so use it in a {@code try (…)}. After that it may be used again.
 */
final class LeasedStore extends Store {

    private final Leases<Store> leases;
    private @Nullable InUse use;

    private record InUse(Lease<Store> lease, Store store) {}

    LeasedStore(Leases<Store> leases) {
        super(Session.getInstance(new Properties()), null);
        this.leases = leases;
    }

    private synchronized Store store() throws MessagingException {
        InUse present = use;
        if (present == null) {
            present = connected(leases.lease());
            use = present;
        }
        return present.store();
    }

    private static InUse connected(Lease<Store> lease) throws MessagingException {
        Store store = lease.value();
        try {
            store.connect();
            return new InUse(lease, store);
        } finally {
            if (!store.isConnected()) {
                lease.close();
            }
        }
    }

    /** Connects now. The address and login are the connection's; what is given here is not used. */
    @Override
    public synchronized void connect(@Nullable String host, int port, @Nullable String user, @Nullable String password)
            throws MessagingException {
        store();
    }

    @Override
    public synchronized boolean isConnected() {
        return use != null && use.store().isConnected();
    }

    @Override
    public Folder getDefaultFolder() throws MessagingException {
        return store().getDefaultFolder();
    }

    @Override
    public Folder getFolder(String name) throws MessagingException {
        return store().getFolder(name);
    }

    @Override
    public Folder getFolder(URLName url) throws MessagingException {
        return store().getFolder(url);
    }

    @Override
    public Folder[] getPersonalNamespaces() throws MessagingException {
        return store().getPersonalNamespaces();
    }

    @Override
    public Folder[] getUserNamespaces(String user) throws MessagingException {
        return store().getUserNamespaces(user);
    }

    @Override
    public Folder[] getSharedNamespaces() throws MessagingException {
        return store().getSharedNamespaces();
    }

    @Override
    public synchronized void close() throws MessagingException {
        InUse over = use;
        use = null;
        if (over != null) {
            try {
                over.store().close();
            } finally {
                over.lease().close();
            }
        }
    }

    @Override
    public String toString() {
        return "mail store of a connection";
    }
}
