package dev.wadi.pipeline;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How far the stages of a run are. Thread-safe. */
public final class RunProgress {

    /** What a stage has done. */
    public static final class Stage {

        private final String kind;
        private final String name;
        private final AtomicLong rows = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();

        private final long began = System.nanoTime();
        private final AtomicLong ended = new AtomicLong(began);

        Stage(String kind, String name) {
            this.kind = kind;
            this.name = name;
        }

        /** {@code tap}, {@code transform}, {@code sink} or {@code statement}. */
        public String kind() {
            return kind;
        }

        /** The stage's name. */
        public String name() {
            return name;
        }

        /** How many rows it read or wrote. */
        public long rows() {
            return rows.get();
        }

        /** How many bytes of batches it read; 0 where bytes are handed on undecoded. */
        public long bytes() {
            return bytes.get();
        }

        /** How long it took from its beginning to its last row; stages that stream take it together. */
        public Duration time() {
            return Duration.ofNanos(ended.get() - began);
        }

        void touch() {
            ended.set(System.nanoTime());
        }

        AtomicLong rowCount() {
            return rows;
        }

        AtomicLong byteCount() {
            return bytes;
        }
    }

    private final Map<String, Stage> stages = new LinkedHashMap<>();

    synchronized Stage stage(String kind, String name) {
        return stages.computeIfAbsent(name, absent -> new Stage(kind, name));
    }

    /** A transform whose rows nobody has counted. */
    synchronized Optional<Stage> uncounted(String name) {
        return Optional.ofNullable(stages.get(name))
                .filter(stage -> stage.kind().equals("transform") && stage.rows() == 0);
    }

    /** The stages that have begun, in the order in which they did. */
    public synchronized List<Stage> stages() {
        Collection<Stage> begun = stages.values();
        return List.copyOf(begun);
    }
}
