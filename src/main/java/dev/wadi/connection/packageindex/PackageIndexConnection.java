package dev.wadi.connection.packageindex;

import dev.wadi.batch.DuckTypes;
import dev.wadi.connection.httpclient.HttpConnection;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** An HTTP connection that also has the URL of its index, with the login in it, as pip wants it. Its packages are tables of files. */
final class PackageIndexConnection implements OpenConnection, EndpointSource, Tappable, SchemaSource {

    private final HttpConnection http;
    private final URI url;

    PackageIndexConnection(HttpConnection http, URI url) {
        this.http = http;
        this.url = url;
    }

    @Override
    public <T> T bean(Class<T> type) {
        return type == URI.class ? type.cast(url) : http.bean(type);
    }

    @Override
    public BatchReader tap(TapStage stage) throws Exception {
        return new IndexTap(http.calls(), stage).open();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    /** None: an index has hundreds of thousands of projects, and each is the same table. */
    @Override
    public List<Table> tables() {
        return List.of();
    }

    /** The same for each package. */
    @Override
    public List<Column> columns(String locator) {
        return ProjectPage.SCHEMA.getFields().stream()
                .map(field -> new Column(field.getName(), DuckTypes.name(field), true, null))
                .toList();
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        return http.endpoint(context, path, options);
    }

    @Override
    public String test(Duration timeout) {
        return http.test(timeout);
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return http.toString();
    }
}
