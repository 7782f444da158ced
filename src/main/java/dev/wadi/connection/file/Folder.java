package dev.wadi.connection.file;

import dev.wadi.connection.tabular.FileTable;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.LocalFiles;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** An open connection to a folder. Thread-safe; nothing is held open. */
final class Folder implements OpenConnection, EndpointSource, Tappable, Sinkable, SchemaSource, LocalFiles {

    private final String connId;
    private final Path path;
    private final Bounds bounds;
    private final FileTable table;

    Folder(String connId, Path path, Mode mode) {
        this.connId = connId;
        this.path = path;
        this.bounds = new Bounds(connId, path, mode);
        this.table = new FileTable(path, Optional.empty());
    }

    @Override
    public <T> T bean(Class<T> type) {
        if (type == Path.class) {
            return type.cast(path);
        }
        throw new IllegalArgumentException("a folder has no " + type.getName());
    }

    /** In a thread of its own, because a network file system that is away answers nobody. */
    @Override
    public String test(Duration timeout) {
        FutureTask<String> task = new FutureTask<>(this::look);
        Thread thread = new Thread(task, "wadi-test-" + connId);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ConnectionException(
                    connId, "no answer from the folder " + path + " within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectionException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(connId, "the test of the folder " + path + " was interrupted", e);
        }
    }

    private String look() {
        if (!Files.exists(path)) {
            throw new ConnectionException(connId, "there is no folder " + path, null);
        }
        if (!Files.isDirectory(path)) {
            throw new ConnectionException(connId, path + " is no folder", null);
        }
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw new ConnectionException(connId, "the folder " + path + " may not be read", null);
        }
        if (bounds.mode() == Mode.READ) {
            return "folder " + path + ", may be read";
        }
        if (!Files.isWritable(path)) {
            throw new ConnectionException(
                    connId, "the folder " + path + " may not be written. Set mode to read if that is meant", null);
        }
        return "folder " + path + ", may be read and written";
    }

    @Override
    public Optional<Path> writesTo() {
        return bounds.mode() == Mode.READ ? Optional.empty() : Optional.of(path);
    }

    @Override
    public Endpoint endpoint(CamelContext context, String below, Map<String, Object> options) throws Exception {
        Path directory = directory(EndpointSource.decoded(below));
        Map<String, Object> all = new HashMap<>(options);
        if (bounds.mode() == Mode.READ) {
            ReadOnly.complete(connId, all);
        }
        BoundedFileComponent component = new BoundedFileComponent(context, bounds, directory);
        component.init();
        return component.createEndpoint("file:" + directory.toUri().getRawPath(), all);
    }

    private Path directory(String below) {
        boolean isBelow = !below.startsWith("/") && !below.contains("\\") && !below.contains("${");
        try {
            Path directory = path.resolve(isBelow ? below : "");
            if (isBelow && directory.normalize().startsWith(path) && isHeld(directory)) {
                return directory.normalize();
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new IllegalArgumentException("conn:" + connId + "/" + below + ": '" + below + "' is no folder below "
                + path + ". Write its name without a / before it and without .. and ${ }");
    }

    /** While the folder is away nothing can be said; each use asks again. */
    private boolean isHeld(Path directory) {
        return !Files.isDirectory(path) || bounds.holds(directory);
    }

    @Override
    public BatchReader tap(TapStage stage) throws IOException {
        return table.tap(stage);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        if (bounds.mode() == Mode.READ) {
            throw new ConnectionException(connId, "nothing is written, because it only reads (mode: read)", null);
        }
        return table.sink(stage, rows);
    }

    @Override
    public Optional<RunMark> lastMark(SinkStage stage) throws IOException {
        return table.lastMark(stage);
    }

    @Override
    public List<Table> tables() throws IOException {
        return table.tables();
    }

    @Override
    public List<Column> columns(String locator) throws IOException {
        return table.columns(locator);
    }

    @Override
    public boolean writesOnce() {
        return table.writesOnce();
    }

    @Override
    public void close() {
        // nothing is held open
    }

    @Override
    public String toString() {
        return "connection '" + connId + "' to " + path;
    }
}
