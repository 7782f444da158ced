package dev.wadi.connection.file;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;

/** Reads files and passes by links that lead out of the folder. */
final class BoundedFileConsumer extends FileConsumer {

    private final Bounds bounds;

    BoundedFileConsumer(
            FileEndpoint endpoint,
            Processor processor,
            GenericFileOperations<File> operations,
            GenericFileProcessStrategy<File> strategy,
            Bounds bounds) {
        super(endpoint, processor, operations, strategy);
        this.bounds = bounds;
    }

    @Override
    protected boolean pollDirectory(Exchange dynamic, String directory, List<GenericFile<File>> files, int depth) {
        Path path = Path.of(directory);
        if (Files.exists(path) && !bounds.holds(path)) {
            bounds.requireInside(directory); // says why
        }
        return super.pollDirectory(dynamic, directory, files, depth);
    }

    @Override
    protected boolean isMatched(
            Exchange dynamic,
            Supplier<GenericFile<File>> file,
            String name,
            String absolutePath,
            Supplier<String> relativePath,
            boolean isDirectory,
            File[] files) {
        Path path = Path.of(absolutePath);
        if (Files.isSymbolicLink(path) && !bounds.holds(path)) {
            return false;
        }
        return super.isMatched(dynamic, file, name, absolutePath, relativePath, isDirectory, files);
    }
}
