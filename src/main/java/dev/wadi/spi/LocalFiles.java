package dev.wadi.spi;

import java.nio.file.Path;
import java.util.Optional;

/** An open connection that keeps what it gets in files of this machine. */
public interface LocalFiles {

    /** The folder that its files are in; empty when nothing is written. Asked after a test that succeeded; opens nothing. */
    Optional<Path> writesTo();
}
