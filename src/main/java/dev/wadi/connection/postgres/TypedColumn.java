package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.TargetColumn;

/** A column of a table that is written to, and how its values stand in COPY. */
record TypedColumn(TargetColumn target, ServerType type) {}
