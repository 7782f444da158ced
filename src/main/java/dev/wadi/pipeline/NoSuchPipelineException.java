package dev.wadi.pipeline;

import dev.wadi.config.Nearest;
import java.util.Collection;

/** No started route is the pipeline that was named. */
public final class NoSuchPipelineException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NoSuchPipelineException(String id, Collection<String> known) {
        super("there is no pipeline '" + id + "'. " + Nearest.didYouMean(id, known) + "Try: wadi pipelines list");
    }
}
