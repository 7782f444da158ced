package dev.wadi.connection.file;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpointConfigurer;
import org.apache.camel.component.file.GenericFileConfiguration;
import org.apache.camel.spi.PropertyConfigurer;

/** Makes camel-file's endpoints on one directory inside a connection's folder. */
final class BoundedFileComponent extends FileComponent {

    private final Bounds bounds;
    private final Path directory;

    BoundedFileComponent(CamelContext context, Bounds bounds, Path directory) {
        super(context);
        this.bounds = bounds;
        this.directory = directory;
    }

    @Override
    protected BoundedFileEndpoint buildFileEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        BoundedFileEndpoint endpoint = new BoundedFileEndpoint(uri, this, bounds);
        endpoint.setFile(directory.toFile());
        GenericFileConfiguration configuration = new GenericFileConfiguration();
        configuration.setDirectory(directory.toString());
        endpoint.setConfiguration(configuration);
        return endpoint;
    }

    /** That of camel-file, which Camel finds by annotation and so not for a subclass. */
    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return new FileEndpointConfigurer();
    }
}
