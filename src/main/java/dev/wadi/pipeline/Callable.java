package dev.wadi.pipeline;

import org.jspecify.annotations.Nullable;

/** An object of ours that templates see: it has these properties and functions and no others. */
interface Callable {

    /** Whether {@link #property} has it. */
    boolean has(String property);

    @Nullable
    Object property(String name);

    /**
     * Calls a function.
     *
     * @throws TemplateFailure when there is no such function, or when it fails
     */
    @Nullable
    Object call(Arguments arguments);
}
