package dev.wadi.connection.file;

import java.io.File;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProducer;

/** An endpoint of camel-file whose every access goes through {@link BoundedFileOperations}. */
final class BoundedFileEndpoint extends FileEndpoint {

    private final Bounds bounds;
    private final BoundedFileOperations operations;

    BoundedFileEndpoint(String uri, BoundedFileComponent component, Bounds bounds) {
        super(uri, component);
        this.bounds = bounds;
        this.operations = new BoundedFileOperations(this, bounds);
    }

    @Override
    protected FileConsumer newFileConsumer(Processor processor, GenericFileOperations<File> unbounded) {
        return new BoundedFileConsumer(
                this,
                processor,
                operations,
                processStrategy == null ? createGenericFileStrategy() : processStrategy,
                bounds);
    }

    @Override
    public GenericFileProducer<File> createProducer() throws Exception {
        if (bounds.mode() == Mode.READ) {
            throw new IllegalArgumentException("connection '" + bounds.connId()
                    + "' only reads (mode: read). Send elsewhere, or set mode to readwrite");
        }
        super.createProducer(); // checks the options and completes them
        return new BoundedFileProducer(this, operations, bounds);
    }
}
