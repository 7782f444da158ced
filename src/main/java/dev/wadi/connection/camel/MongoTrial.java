package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries a MongoDB: signs in, where there is a login, and pings. Its driver is in plugins, so that it is called by name. */
record MongoTrial(String connId, Tcp.Address address, Duration timeout) {

    /** Makes a client with options of its own. */
    interface Clients {
        AutoCloseable create(Map<String, Object> options);
    }

    String run(Clients clients) {
        Duration half = timeout.dividedBy(2); // to reach it, and to be answered
        Tcp.failure(address, half).ifPresent(reason -> {
            throw failure("cannot reach " + address + ": " + reason, null);
        });
        long millis = Math.max(1, half.toMillis());
        try (AutoCloseable client = clients.create(
                Map.of("serverSelectionTimeoutMS", millis, "connectTimeoutMS", millis, "socketTimeoutMS", millis))) {
            ping(client);
            return address + " answers ping";
        } catch (InvocationTargetException e) {
            throw failure(reason(e.getTargetException()), e.getTargetException());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // a driver of another kind
            throw failure("its driver cannot be used: " + e, e);
        }
    }

    private static void ping(AutoCloseable client) throws ReflectiveOperationException {
        ClassLoader loader = client.getClass().getClassLoader();
        Class<?> bson = loader.loadClass("org.bson.conversions.Bson");
        Object ping = loader.loadClass("org.bson.Document")
                .getConstructor(String.class, Object.class)
                .newInstance("ping", 1);
        Object database = loader.loadClass("com.mongodb.client.MongoClient")
                .getMethod("getDatabase", String.class)
                .invoke(client, "admin");
        loader.loadClass("com.mongodb.client.MongoDatabase")
                .getMethod("runCommand", bson)
                .invoke(database, ping);
    }

    /** The driver's own messages are long, and may show what was sent. */
    private String reason(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        if (name.equals("MongoSecurityException")) {
            return address + " refused the login";
        }
        if (String.valueOf(failure.getMessage()).contains("javax.net.ssl.")) {
            return "TLS with " + address + " failed";
        }
        if (name.contains("Timeout")) {
            return "no answer from " + address + " within " + timeout.toSeconds() + " s";
        }
        return address + " does not answer ping: " + name;
    }

    private ConnectionException failure(String what, @Nullable Throwable cause) {
        return new ConnectionException(connId, what, cause);
    }
}
