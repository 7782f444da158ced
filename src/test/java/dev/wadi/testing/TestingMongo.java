package dev.wadi.testing;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for MongoDB, of which no artifact has a server: it speaks MongoDB's wire protocol and keeps documents in
 * memory. It knows no users, so that nobody can sign in.
 */
public final class TestingMongo implements AutoCloseable {

    private static @Nullable TestingMongo shared;

    private final MongoServer server = new MongoServer(new MemoryBackend().version(new Claimed()));
    private final int port = server.bind().getPort();

    /** The oldest version that today's driver talks to; the stand-in itself knows 4.0 as its newest. */
    private static final class Claimed implements MongoVersion {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(4, 2, 0);
        }

        @Override
        public int getWireVersion() {
            return 8;
        }
    }

    /** The one server of this JVM. */
    public static synchronized TestingMongo shared() {
        if (shared == null) {
            TestingMongo made = new TestingMongo();
            Runtime.getRuntime().addShutdownHook(new Thread(made::close, "stop-mongo"));
            shared = made;
        }
        return shared;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
