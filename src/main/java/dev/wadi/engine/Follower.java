package dev.wadi.engine;

import dev.wadi.connection.Connections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what the files say while the service runs, and tries again what waits. */
final class Follower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final FolderWatch watch;

    private Follower(FolderWatch watch) {
        this.watch = watch;
    }

    /** Begins to follow them. Secrets of vaults are followed when Camel is told to refresh them. */
    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what it may throw, and ends with the context
    static Follower start(
            Settings settings, CamelContext context, Connections connections, Reload reload, Duration retry)
            throws Exception {
        PluginChanges plugins = new PluginChanges(settings.plugins());
        context.addService(new VaultReload(reload::apply));
        FolderWatch watch = FolderWatch.start(() -> watched(settings, connections), () -> {
            plugins.tell();
            reload.apply();
        });
        ScheduledExecutorService executor =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(watch, "wadi-retry");
        executor.scheduleWithFixedDelay(() -> retry(reload), retry.toMillis(), retry.toMillis(), TimeUnit.MILLISECONDS);
        return new Follower(watch);
    }

    /** The folders, and the files of certificates and keys that connections name, wherever they are. */
    private static List<Path> watched(Settings settings, Connections connections) {
        List<Path> paths = new ArrayList<>(List.of(settings.connections(), settings.routes(), settings.plugins()));
        paths.addAll(settings.secrets());
        paths.addAll(connections.keyFiles());
        return paths;
    }

    private static void retry(Reload reload) {
        try {
            reload.retry();
        } catch (RuntimeException e) { // the next try must not be lost
            LOG.error("What waits could not be tried again", e);
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
