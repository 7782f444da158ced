package dev.wadi.connection.aws;

import dev.wadi.spi.Lease;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;

/** An object that is being read; its lease goes back when it has been read to its end, is closed or is given up. */
final class LeasedStream extends FilterInputStream {

    private final ResponseInputStream<?> stream;
    private final Lease<?> lease;

    LeasedStream(ResponseInputStream<?> stream, Lease<?> lease) {
        super(stream);
        this.stream = stream;
        this.lease = lease;
    }

    AbortableInputStream abortable() {
        return AbortableInputStream.create(this, this::abort);
    }

    private void abort() {
        try {
            stream.abort();
        } finally {
            lease.close();
        }
    }

    @Override
    public int read() throws IOException {
        return closedAtEnd(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return closedAtEnd(super.read(bytes, offset, length));
    }

    private int closedAtEnd(int read) {
        if (read < 0) {
            lease.close();
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            lease.close();
        }
    }
}
