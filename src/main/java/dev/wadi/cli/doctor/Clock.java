package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.cli.doctor.Trials.Trial;
import dev.wadi.engine.Settings;
import dev.wadi.engine.StateLocation;
import dev.wadi.pipeline.RunStoreException;
import dev.wadi.pipeline.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the clock is right: it cannot be before what was written here already, and should be that of the servers that tell
 * theirs.
 */
final class Clock {

    /** What is not worth a word: a request under way, and file systems that count seconds. */
    private static final Duration NEARLY = Duration.ofSeconds(30);

    /** From here on signed requests and certificates may be refused. */
    private static final Duration WRONG = Duration.ofMinutes(5);

    private static final String SET = "Set the clock: timedatectl set-ntp true (of a container: on its host)";

    private static final String IN_THE_PAST = " and is in the past";

    private static final int DEPTH = 4;

    private final Settings settings;
    private final Instant now;
    private final Findings findings = new Findings(Topic.CLOCK);

    Clock(Settings settings, Instant now) {
        this.settings = settings;
        this.now = now;
    }

    /** Something that was written at some time. */
    private record Written(String what, Instant when) {}

    List<Finding> examine(List<Trial> trials) {
        List<Trial> telling =
                trials.stream().filter(trial -> trial.ahead().isPresent()).toList();
        telling.forEach(this::compare);
        Optional<Written> newest = newest();
        boolean isConfirmed = !telling.isEmpty() && findings.found().isEmpty();
        newest.filter(written -> written.when().isAfter(now.plus(NEARLY)))
                .ifPresent(written -> toCome(written, isConfirmed, telling.size()));
        if (findings.found().isEmpty()) {
            String with = telling.isEmpty() ? "" : ", as that of " + WrittenFiles.count(telling.size(), "server");
            findings.ok("", "it is " + Paths.time(now) + with);
        }
        return findings.found();
    }

    /** What was written after now; nothing is asked. */
    Optional<Finding> past() {
        newest().filter(written -> written.when().isAfter(now.plus(WRONG)))
                .ifPresent(written -> toCome(written, false, 0));
        return findings.found().stream()
                .filter(finding -> finding.what().contains(IN_THE_PAST))
                .findFirst();
    }

    private void compare(Trial trial) {
        Duration ahead = trial.ahead().orElse(Duration.ZERO);
        if (ahead.abs().compareTo(NEARLY) <= 0) {
            return;
        }
        String what = "the clock here says " + Paths.time(now) + ", which is " + text(ahead.abs())
                + (ahead.isNegative() ? " ahead of" : " behind") + " that of this server";
        if (ahead.abs().compareTo(WRONG) > 0) {
            findings.problem(trial.definition().connId(), what, SET);
        } else {
            findings.warning(trial.definition().connId(), what, SET);
        }
    }

    private void toCome(Written newest, boolean isConfirmed, int servers) {
        String clock = "the clock says " + Paths.time(now);
        if (isConfirmed) {
            findings.warning(
                    newest.what(),
                    "was written at " + Paths.time(newest.when()) + ", which is to come: " + clock + ", as that of "
                            + WrittenFiles.count(servers, "server"),
                    "The clock was wrong then, or that of the machine where it was written");
            return;
        }
        findings.problem(
                newest.what(),
                clock + IN_THE_PAST + ": this was written at " + Paths.time(newest.when()),
                SET + ". Until then schedules fire at wrong times and runs are sorted wrongly");
    }

    private Optional<Written> newest() {
        List<Written> written = new ArrayList<>();
        Installation.jar().ifPresent(jar -> written.add(new Written("Wadi itself", Installation.changedAt(jar))));
        List<Path> folders = new ArrayList<>(List.of(settings.connections(), settings.routes(), settings.plugins()));
        if (settings.state() instanceof StateLocation.Folder state) {
            folders.add(state.path());
            history(new StateFile(state.path())).ifPresent(written::add);
        }
        folders.forEach(folder -> newest(folder).ifPresent(written::add));
        return written.stream().max(Comparator.comparing(Written::when));
    }

    private Optional<Written> history(StateFile file) {
        try {
            return file.newest().map(when -> new Written("the last run in " + file.path(), when));
        } catch (RunStoreException e) {
            findings.problem(
                    file.path(),
                    String.valueOf(e.getMessage()),
                    "If it is damaged, stop the service and move it away: history and some bookmarks start anew");
            return Optional.empty();
        }
    }

    private static Optional<Written> newest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.map(file -> new Written(file.toString(), modified(file)))
                    .max(Comparator.comparing(Written::when));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // the folder has a finding of its own
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // it has just gone
        }
    }

    /** {@code 3 days}, {@code 2 h}, {@code 7 min} or {@code 40 s}. */
    static String text(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
