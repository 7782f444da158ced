package dev.wadi.connection.file;

import java.nio.file.Files;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.FileOperations;

/** What camel-file does with files, inside the bounds only: names come from options, headers and expressions. */
final class BoundedFileOperations extends FileOperations {

    private final Bounds bounds;

    BoundedFileOperations(FileEndpoint endpoint, Bounds bounds) {
        super(endpoint);
        this.bounds = bounds;
    }

    @Override
    public boolean deleteFile(String name) {
        bounds.requireWritable(name);
        return super.deleteFile(name);
    }

    @Override
    public boolean renameFile(String from, String to) {
        bounds.requireWritable(from);
        bounds.requireWritable(to);
        return super.renameFile(from, to);
    }

    @Override
    public boolean existsFile(String name) {
        bounds.requireInside(name);
        return super.existsFile(name);
    }

    /** Makes directories inside the folder and never the folder itself: a mount that is away is not replaced by one. */
    @Override
    public boolean buildDirectory(String directory, boolean absolute) {
        if (!Files.isDirectory(bounds.folder())) {
            return false;
        }
        bounds.requireWritable(directory);
        return super.buildDirectory(directory, absolute);
    }

    @Override
    public boolean storeFile(String name, Exchange exchange, long size) {
        bounds.requireWritable(name);
        return super.storeFile(name, exchange, size);
    }

    @Override
    public boolean storeFileDirectly(String name, String content) {
        bounds.requireWritable(name);
        return super.storeFileDirectly(name, content);
    }
}
