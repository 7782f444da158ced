package dev.wadi.pipeline;

import dev.wadi.config.Place;
import dev.wadi.spi.DeclaredColumn;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a stage names, and what it wants of it. What stands at the stage itself and below
 * {@code connection} is one. Texts are as written, with their templates.
 */
public sealed interface ConnectionUse {

    /** The table, path or folder that is meant. */
    Optional<String> locator();

    /** The columns that are declared. */
    List<DeclaredColumn> fields();

    /** Parameters; values as in YAML. */
    Map<String, @Nullable Object> params();

    /** Where the name of the connection, or its kind, is written. */
    Place place();

    /** One of the connection files. */
    record ById(
            String connId,
            Optional<String> locator,
            List<DeclaredColumn> fields,
            Map<String, @Nullable Object> params,
            Place place)
            implements ConnectionUse {

        public ById {
            fields = List.copyOf(fields);
            params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        }
    }

    /**
     * One that is described in the stage itself, as AnkaFlow does it.
     *
     * @param module the Java package of a custom connection
     * @param classname the class of a custom connection
     * @param config what is under {@code config}; values as in YAML
     */
    record Inline(
            Kind kind,
            Optional<String> module,
            Optional<String> classname,
            Optional<String> locator,
            List<DeclaredColumn> fields,
            Map<String, @Nullable Object> params,
            Map<String, @Nullable Object> config,
            Place place)
            implements ConnectionUse {

        public Inline {
            fields = List.copyOf(fields);
            params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
            config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        }
    }

    /** AnkaFlow's kinds of connections that stages may describe. */
    enum Kind {
        PARQUET("Parquet"),
        CSV("CSV"),
        JSON("JSON"),
        VARIABLE("Variable"),
        CUSTOM("CustomConnection");

        private final String written;

        Kind(String written) {
            this.written = written;
        }

        /** As it is written in files. */
        @Override
        public String toString() {
            return written;
        }
    }
}
