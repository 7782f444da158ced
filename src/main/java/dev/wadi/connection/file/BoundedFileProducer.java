package dev.wadi.connection.file;

import java.io.File;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileProducer;

/** Writes files whose names may come with the message. */
final class BoundedFileProducer extends GenericFileProducer<File> {

    private final Bounds bounds;
    private final int directoryLength;

    BoundedFileProducer(FileEndpoint endpoint, BoundedFileOperations operations, Bounds bounds) {
        super(endpoint, operations);
        this.bounds = bounds;
        this.directoryLength = endpoint.getConfiguration().getDirectory().length();
    }

    /** Camel puts the directory before any name, also before an absolute one, which then means something else. */
    @Override
    public String createFileName(Exchange exchange) {
        String file = super.createFileName(exchange);
        String name = file.substring(Math.min(directoryLength + 1, file.length()));
        if (new File(name).isAbsolute() || name.indexOf('\0') >= 0) {
            throw new GenericFileOperationFailedException(
                    "connection '" + bounds.connId() + "': '" + name + "' is outside of its folder " + bounds.folder());
        }
        bounds.requireWritable(file);
        return file;
    }
}
