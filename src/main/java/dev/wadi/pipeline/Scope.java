package dev.wadi.pipeline;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of one run see: {@code variables}, which stages change, and {@code context}, which nothing changes.
 * Inside a loop {@code variables.loop_control} is the row of the innermost one. For the one thread of the run.
 */
public final class Scope {

    static final String LOOP = "loop_control";

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[xxx]")
            .toFormatter(Locale.ROOT);

    private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> context;
    private final Deque<Map<String, @Nullable Object>> outer = new ArrayDeque<>();

    /**
     * @param variables what the run begins with
     * @param context what the caller gives
     */
    public Scope(Map<String, ? extends @Nullable Object> variables, Map<String, ? extends @Nullable Object> context) {
        variables.forEach(this::set);
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        context.forEach((key, value) -> plain.put(key, plain(value)));
        this.context = Collections.unmodifiableMap(plain);
    }

    /** The variables, as they are now. */
    public Map<String, @Nullable Object> variables() {
        return variables;
    }

    /** What the caller gave. */
    public Map<String, @Nullable Object> context() {
        return context;
    }

    /** Changes a variable. */
    public void set(String name, @Nullable Object value) {
        variables.put(name, plain(value));
    }

    /** Begins the execution of a loop's body for a row. */
    public void enter(Map<String, ? extends @Nullable Object> row) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        if (variables.containsKey(LOOP)) {
            before.put(LOOP, variables.get(LOOP));
        }
        outer.push(before);
        set(LOOP, row);
    }

    /** Ends what {@link #enter} began: the row of the loop around it is there again. */
    public void leave() {
        Map<String, @Nullable Object> before = outer.pop();
        variables.remove(LOOP);
        variables.putAll(before);
    }

    /** The value as templates see it: moments are texts as SQL writes them. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (value instanceof Instant instant) {
            return TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof ZonedDateTime zoned) {
            return TIMESTAMP.format(zoned);
        }
        boolean isMoment = value instanceof LocalDateTime || value instanceof OffsetDateTime;
        return isMoment ? TIMESTAMP.format((TemporalAccessor) value) : value;
    }
}
