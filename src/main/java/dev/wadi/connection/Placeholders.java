package dev.wadi.connection;

/** STUB: the formats piece brings the real one. */
public final class Placeholders {
    public String resolve(String written) throws UnresolvedException {
        return written;
    }
}
