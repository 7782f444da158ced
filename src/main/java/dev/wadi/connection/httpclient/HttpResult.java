package dev.wadi.connection.httpclient;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** An answer to a request of a stage. It is closed when it has been read. */
public final class HttpResult implements AutoCloseable {

    private final ClassicHttpResponse response;
    private final AutoCloseable cancelled;

    HttpResult(ClassicHttpResponse response, AutoCloseable cancelled) {
        this.response = response;
        this.cancelled = cancelled;
    }

    /** The status. */
    public int status() {
        return response.getCode();
    }

    /** A header, the first of that name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    /** All headers of a name. */
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (Header header : response.getHeaders(name)) {
            values.add(header.getValue());
        }
        return values;
    }

    /** The body; of no bytes when there is none. */
    public InputStream body() throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** Gives the TCP connection back when all was read, and ends it otherwise. */
    @Override
    public void close() throws IOException {
        HttpCalls.close(cancelled);
        response.close();
    }
}
