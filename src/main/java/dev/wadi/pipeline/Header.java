package dev.wadi.pipeline;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a pipeline as a whole.
 *
 * @param name what people see; the pipeline's id when it has none
 * @param schedule a Quartz cron expression; without it the pipeline runs on request
 * @param timeout after which a run is stopped
 * @param onFailedSwap what becomes of the version that runs when a changed one is wrong; as for all files when it is not said
 * @param parameters the variables that a run begins with, unless the caller gives others
 * @param ankaflow whether unknown keys are only warned of, since AnkaFlow does not look at them
 */
public record Header(
        String name,
        Optional<String> schedule,
        Optional<Duration> timeout,
        Optional<OnFailedSwap> onFailedSwap,
        Map<String, @Nullable Object> parameters,
        boolean ankaflow) {

    public Header {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
