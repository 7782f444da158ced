package com.example.broken;

import dev.wadi.spi.TapStage;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Tappable;

/** Nobody can tell how to make it. */
public final class TwoConstructors implements Tappable {

    public TwoConstructors() {}

    public TwoConstructors(String name) {}

    @Override
    public BatchReader tap(TapStage stage) {
        throw new UnsupportedOperationException();
    }
}
