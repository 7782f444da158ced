package com.example.broken;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.CustomConnection;
import dev.wadi.spi.CustomContext;
import dev.wadi.spi.Setting;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Throws where it is told to. */
public final class Thrower implements CustomConnection, Tappable, Sinkable {

    /** What a file may say. */
    public record Settings(@Setting(required = true, description = "Where.") String at) {}

    private final Settings settings;

    public Thrower(Settings settings) {
        this.settings = settings;
        if (settings.at().equals("new")) {
            throw new IllegalStateException("no licence");
        }
    }

    @Override
    public void init(CustomContext context) throws IOException {
        fail("init");
    }

    @Override
    public Optional<String> test(Duration timeout) throws IOException {
        fail("test");
        return Optional.empty();
    }

    @Override
    public BatchReader tap(TapStage stage) throws IOException {
        fail("tap");
        return null;
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) throws IOException {
        fail("sink");
        return Long.parseLong("many");
    }

    private void fail(String where) throws IOException {
        if (settings.at().equals(where)) {
            throw new IOException("the disk is full");
        }
    }
}
