package dev.wadi.connection.tabular;

import java.nio.file.Path;

/**
 * A file with rows.
 *
 * @param path where it is, all links followed
 * @param shown how it is called in messages: as in the locator, or the address that it was loaded from
 */
public record FoundFile(Path path, String shown) {}
