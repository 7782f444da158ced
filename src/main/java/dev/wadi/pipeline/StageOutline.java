package dev.wadi.pipeline;

import dev.wadi.config.Place;
import java.util.List;
import java.util.Optional;

/**
 * What the names in a pipeline are checked by. It is there for stages, too, whose definition could not be made.
 *
 * @param kind absent when it is not known
 * @param query absent when there is none, or nothing that DuckDB could read
 * @param queryPlace where the query is, or the stage
 * @param isBroken whether its definition could not be made, so that nobody knows what it makes
 * @param children the stages inside
 */
record StageOutline(
        Optional<StageKind> kind,
        String name,
        Optional<String> query,
        Place place,
        Place queryPlace,
        boolean isBroken,
        List<StageOutline> children) {}
