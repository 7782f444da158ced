package dev.wadi.connection;

import dev.wadi.spi.Field;
import dev.wadi.spi.Setting;
import java.time.Duration;

/**
 * What every connection may say about changes to it, under {@code extra.wadi}.
 *
 * @param drain how long work on the old version may take after a change
 * @param onFailedSwap what happens when a changed version cannot be opened
 */
record SwapSettings(
        @Setting(
                        field = Field.WADI,
                        defaultValue = "60s",
                        description =
                                "How long work that has begun on the old version may take after a change; then it is closed.")
                Duration drain,
        @Setting(
                        field = Field.WADI,
                        defaultValue = "keep",
                        description =
                                "What happens when a changed version cannot be opened: keep the old one in use, or stop.")
                OnFailedSwap onFailedSwap) {

    static final SwapSettings DEFAULT = new SwapSettings(Duration.ofSeconds(60), OnFailedSwap.KEEP);

    enum OnFailedSwap {
        KEEP,
        STOP
    }
}
