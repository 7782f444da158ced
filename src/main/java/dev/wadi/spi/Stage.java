package dev.wadi.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stage of a pipeline, or the step of a route that stands for one, as the connection that it names sees it. Templates
 * and placeholders are filled in. It is good for one execution, on the thread that made the call.
 */
public interface Stage {

    /** The name, by which later stages read what a tap delivers. */
    String name();

    /** The text of {@code query}. */
    Optional<String> query();

    /** The text of {@code locator}: a table, a path, a folder, as the type says. */
    Optional<String> locator();

    /** The columns of {@code fields}, with their types in DuckDB's words; none when the stage does not declare them. */
    List<DeclaredColumn> fields();

    /** What is under {@code params}; values as in YAML. */
    Map<String, Object> params();

    /** The run that the stage is executed in. */
    RunScope run();
}
