package dev.wadi.pipeline;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Lines of text as bytes in UTF-8, made when they are read. Not thread-safe. */
final class RowsInputStream extends InputStream {

    private final Iterator<String> lines;
    private byte[] line = new byte[0];
    private int position;

    RowsInputStream(Iterator<String> lines) {
        this.lines = lines;
    }

    private boolean hasByte() {
        while (position == line.length) {
            if (!lines.hasNext()) {
                return false;
            }
            line = (lines.next() + "\n").getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        return true;
    }

    @Override
    public int read() {
        return hasByte() ? line[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        if (length == 0) {
            return 0;
        }
        int count = 0;
        while (count < length && (count == 0 || position < line.length) && hasByte()) {
            int part = Math.min(length - count, line.length - position);
            System.arraycopy(line, position, target, from + count, part);
            position += part;
            count += part;
        }
        return count == 0 ? -1 : count;
    }
}
