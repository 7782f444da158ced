package dev.wadi.engine;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something in some folders has changed and has come to rest. It is told by the file system at once where that
 * tells, and looks by itself from time to time where it does not (bind mounts, network file systems). What is to be done
 * runs on the thread of the watch, one at a time.
 */
final class FolderWatch implements AutoCloseable {

    /** How long nothing may change before a change is taken for whole. */
    static final Duration REST = Duration.ofMillis(60);

    /** How often it looks meanwhile. */
    private static final Duration LOOK = Duration.ofMillis(20);

    /** How often it looks by itself. */
    static final Duration RESCAN = Duration.ofSeconds(2);

    /** After this long something is done although files go on changing. */
    private static final Duration UNREST = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_DELETE,
        StandardWatchEventKinds.ENTRY_MODIFY,
        StandardWatchEventKinds.OVERFLOW
    };

    private final Supplier<List<Path>> paths;
    private List<Path> folders;
    private final Runnable changed;
    private final @Nullable WatchService events;
    private final Map<Path, Registration> registered = new HashMap<>();
    private final Thread thread;
    private FolderStamps seen;
    private volatile boolean closed;

    private FolderWatch(Supplier<List<Path>> paths, Runnable changed) {
        this.paths = paths;
        this.folders = List.copyOf(paths.get());
        this.changed = changed;
        this.events = events();
        this.seen = FolderStamps.of(folders);
        this.thread = new Thread(this::watch, "wadi-watch");
        thread.setDaemon(true);
    }

    /**
     * Begins to watch.
     *
     * @param paths folders and files, asked for again after each change; they need not be there
     * @param changed what is to be done after a change
     */
    static FolderWatch start(Supplier<List<Path>> paths, Runnable changed) {
        FolderWatch watch = new FolderWatch(paths, changed);
        watch.register();
        watch.thread.start();
        return watch;
    }

    private static @Nullable WatchService events() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    "changes of files are noticed every {} s only, because the system does not tell of them: {}",
                    RESCAN.toSeconds(),
                    e.getMessage());
            return null;
        }
    }

    private void watch() {
        try {
            while (!closed) {
                awaitEvent();
                FolderStamps now = atRest();
                if (!now.equals(seen)) {
                    seen = now;
                    register();
                    run();
                    follow();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.debug("the watch of {} ends", folders);
        }
    }

    /** What is named now. A file that was not followed before was read just now. */
    private void follow() {
        List<Path> now = List.copyOf(paths.get());
        if (!now.equals(folders)) {
            List<Path> before = folders;
            folders = now;
            Map<Path, FolderStamps.Stamp> stamps = new TreeMap<>(seen.files());
            List<Path> added =
                    now.stream().filter(path -> !before.contains(path)).toList();
            stamps.putAll(FolderStamps.of(added).files());
            seen = new FolderStamps(stamps);
            register();
        }
    }

    private void run() {
        try {
            changed.run();
        } catch (RuntimeException e) { // later changes must not be lost
            LOG.error("What has changed could not be applied", e);
        }
    }

    private void awaitEvent() throws InterruptedException {
        WatchService told = events;
        if (told == null) {
            TimeUnit.MILLISECONDS.sleep(RESCAN.toMillis());
            return;
        }
        WatchKey key = told.poll(RESCAN.toMillis(), TimeUnit.MILLISECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = told.poll();
        }
    }

    /** What is there when nothing has changed for a while; at once when nothing has changed at all. */
    private FolderStamps atRest() throws InterruptedException {
        FolderStamps last = FolderStamps.of(folders);
        if (last.equals(seen)) {
            return last;
        }
        long since = System.nanoTime();
        long end = since + UNREST.toNanos();
        while (System.nanoTime() - since < REST.toNanos() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            FolderStamps now = FolderStamps.of(folders);
            if (!now.equals(last)) {
                last = now;
                since = System.nanoTime();
            }
        }
        return last;
    }

    /** The folders that are there, and those that hold the roots, which may be links that are swapped. */
    private void register() {
        registered.keySet().removeIf(folder -> !Files.isDirectory(folder));
        for (Path folder : seen.folders()) {
            FolderStamps.Stamp stamp = seen.files().get(folder);
            register(folder, stamp == null ? null : stamp.key());
        }
        for (Path root : folders) {
            Path parent = root.toAbsolutePath().getParent();
            if (parent != null && Files.isDirectory(parent)) {
                register(parent, null);
            }
        }
    }

    /** @param file what the path leads to; when that is another folder than before, it is watched instead */
    private void register(Path folder, @Nullable Object file) {
        Registration before = registered.get(folder);
        if (events == null || before != null && before.isOf(file)) {
            return;
        }
        try {
            WatchKey key = folder.register(events, KINDS);
            registered.put(folder, new Registration(key, file));
            if (before != null && !before.key().equals(key)) {
                before.key().cancel();
            }
        } catch (IOException e) {
            LOG.debug("changes in {} are noticed every {} s only", folder, RESCAN.toSeconds(), e);
        }
    }

    private record Registration(WatchKey key, @Nullable Object file) {

        boolean isOf(@Nullable Object present) {
            return key.isValid() && Objects.equals(file, present);
        }
    }

    /** Ends the watch; what it does is finished first. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            WatchService told = events;
            if (told != null) {
                told.close();
            }
            thread.join();
        } catch (IOException e) {
            LOG.debug("the watch could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
