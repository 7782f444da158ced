package dev.wadi.pipeline;

import dev.wadi.config.Anchors;
import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problem.Severity;
import dev.wadi.config.Problems;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** Reads the headers of a file, which together say what holds for the pipeline. */
final class HeaderReader {

    static final List<String> COMPATIBILITIES = List.of("ankaflow");

    private final String file;
    private final String text;
    private final Problems problems;
    private final Map<String, Place> first = new HashMap<>();
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    private Optional<String> name = Optional.empty();
    private Optional<String> schedule = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private Optional<OnFailedSwap> onFailedSwap = Optional.empty();
    private boolean ankaflow;
    private @Nullable Set<Place> anchors;

    HeaderReader(String file, String text, Problems problems) {
        this.file = file;
        this.text = text;
        this.problems = problems;
    }

    Header header(String id) {
        return new Header(name.orElse(id), schedule, timeout, onFailedSwap, parameters, ankaflow);
    }

    /** How bad an unknown key is. */
    Severity unknown() {
        return ankaflow ? Severity.WARNING : Severity.ERROR;
    }

    /** The names of the variables that a run begins with. */
    Set<String> variables() {
        return Set.copyOf(parameters.keySet());
    }

    /** Reads them all: what they say of unknown keys holds for each. */
    void read(List<Node.Mapping> headers) {
        headers.forEach(header -> {
            Keys keys = keys(header);
            ankaflow |= keys.choice("compatibility", COMPATIBILITIES).isPresent();
            once(header);
        });
        headers.forEach(this::settings);
    }

    private Keys keys(Node.Mapping header) {
        boolean hasName = header.get("name").orElse(null) instanceof Node.Scalar;
        return new Keys(header, hasName ? ((Node.Scalar) header.get("name").orElseThrow()).text() : "header", problems);
    }

    private void once(Node.Mapping header) {
        for (String key : List.of("schedule", "timeout", "on_failed_swap", "compatibility")) {
            header.get(key).ifPresent(value -> {
                Place earlier = first.putIfAbsent(key, value.place());
                if (earlier != null) {
                    problems.error(
                            value.place(),
                            keys(header).path(key),
                            "is in two headers, first on line " + earlier.line(),
                            "Remove one of the two");
                }
            });
        }
    }

    private void settings(Node.Mapping header) {
        Keys keys = keys(header);
        name = name.or(() -> keys.words("name"));
        schedule = schedule.or(() -> schedule(keys));
        timeout = timeout.or(() -> keys.duration("timeout"));
        onFailedSwap = onFailedSwap.or(
                () -> keys.choice("on_failed_swap", OnFailedSwap.WORDS).flatMap(OnFailedSwap::of));
        parameters.putAll(keys.object("parameters"));
        List<String> accepted =
                StageKey.of(StageKind.HEADER).stream().map(StageKey::written).toList();
        for (Node.Entry entry : header.entries()) {
            String key = entry.key().text();
            if (!accepted.contains(key) && !carriesAnchor(entry.value())) {
                String hint = StageKey.find(key).map(StageKey::isFor).orElse("");
                String accepts = "A header accepts: " + String.join(", ", accepted) + ", and keys with an anchor";
                Unknown.key(entry.key(), keys.path(key), unknown(), hint, accepted, accepts, problems);
            }
        }
    }

    private Optional<String> schedule(Keys keys) {
        Optional<String> cron = keys.words("schedule").map(String::strip);
        if (cron.isEmpty()) {
            return cron;
        }
        try {
            CronExpression.validateExpression(cron.get());
            return cron;
        } catch (ParseException e) {
            keys.wrong(
                    keys.get("schedule").orElseThrow(),
                    "schedule",
                    "must be a Quartz cron expression",
                    "Write second, minute, hour, day, month and day of the week, such as '0 0 6 * * ?' (Quartz says: "
                            + String.valueOf(e.getMessage()).strip().replaceAll("\\.$", "") + ")");
            return Optional.empty();
        }
    }

    private boolean carriesAnchor(Node node) {
        Set<Place> known = anchors == null ? Anchors.in(file, text) : anchors;
        anchors = known;
        if (known.contains(node.place())) {
            return true;
        }
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries().stream().anyMatch(entry -> carriesAnchor(entry.value()));
        }
        return node instanceof Node.Sequence list && list.items().stream().anyMatch(this::carriesAnchor);
    }
}
