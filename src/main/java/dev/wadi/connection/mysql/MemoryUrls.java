package dev.wadi.connection.mysql;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of what is only in memory. The driver takes key stores by URL alone; this way no private key is copied to a
 * disk, where a clean-up of the temporary folder would take it from under a pool and a read-only container has no place
 * for it. Java finds it by {@link java.util.ServiceLoader}. Thread-safe.
 */
public final class MemoryUrls extends URLStreamHandlerProvider {

    private static final String PROTOCOL = "wadi-memory";
    private static final Map<String, Content> CONTENTS = new ConcurrentHashMap<>();

    /** Makes the content each time that it is read. */
    interface Content {
        byte[] bytes() throws IOException;
    }

    /** Gives the content an address that nobody can guess. */
    static String publish(Content content) {
        String url = PROTOCOL + ":" + UUID.randomUUID();
        CONTENTS.put(url, content);
        return url;
    }

    /** Takes it away again. */
    static void withdraw(String url) {
        CONTENTS.remove(url);
    }

    /** How many there are. */
    static int count() {
        return CONTENTS.size();
    }

    @Override
    public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
        return protocol.equals(PROTOCOL) ? new Handler() : null;
    }

    private static final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new Reading(url);
        }
    }

    private static final class Reading extends URLConnection {

        Reading(URL url) {
            super(url);
        }

        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
            Content content = CONTENTS.get(getURL().toString());
            if (content == null) {
                throw new FileNotFoundException("the connection is closed");
            }
            return new ByteArrayInputStream(content.bytes());
        }
    }
}
