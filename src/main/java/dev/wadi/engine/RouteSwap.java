package dev.wadi.engine;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How what a file says comes into the place of what it said before. Routes that say the same go on untouched. A file that
 * says anything besides routes is replaced whole, because that may concern each of them.
 *
 * @param before what it said; null when nothing of it runs
 * @param going the routes of the file that are to be stopped
 * @param coming those that are to be added
 * @param moved those of other files that it takes over
 * @param isWhole whether all of it is replaced
 */
record RouteSwap(
        @Nullable RouteDocument before,
        RouteDocument after,
        Set<String> going,
        Set<String> coming,
        Set<String> moved,
        boolean isWhole) {

    /**
     * What is to be done for a file.
     *
     * @param running what runs, by file
     */
    static RouteSwap of(RouteDocument after, Map<String, RouteDocument> running, RouteLoader loader) {
        RouteDocument before = running.get(after.file());
        Set<String> moved = moved(after, running);
        if (before == null) {
            return new RouteSwap(null, after, Set.of(), after.ids(), moved, false);
        }
        Set<String> going = before.differences(after);
        Set<String> coming = after.differences(before);
        boolean hasRest = !before.rest().isEmpty() || !after.rest().isEmpty();
        boolean differs = !before.rest().equals(after.rest()) || !going.isEmpty() || !coming.isEmpty();
        return hasRest && differs
                ? new RouteSwap(before, after, loader.all(before), after.ids(), moved, true)
                : new RouteSwap(before, after, going, coming, moved, false);
    }

    /** Ids that other files give up in the same change are free. */
    private static Set<String> moved(RouteDocument after, Map<String, RouteDocument> running) {
        Set<String> moved = new LinkedHashSet<>();
        running.forEach((file, other) -> {
            if (!file.equals(after.file())) {
                moved.addAll(other.ids());
            }
        });
        moved.retainAll(after.ids());
        return moved;
    }

    /** Whether the routes that run are all that is wanted. */
    boolean changesNothing() {
        return before != null && !isWhole && coming.isEmpty() && stops().isEmpty();
    }

    /** What must be at rest before it is done. */
    Set<String> stops() {
        Set<String> stops = new LinkedHashSet<>(going);
        stops.addAll(moved);
        return stops;
    }

    /** What can be added while all that runs goes on. */
    Set<String> beside() {
        if (isWhole || !moved.isEmpty() && !after.rest().isEmpty()) {
            return Set.of();
        }
        Set<String> beside = new LinkedHashSet<>(coming);
        beside.removeAll(stops());
        return beside;
    }

    /** What is put back when the new routes cannot be started. */
    Set<String> back() {
        return before == null ? Set.of() : isWhole ? before.ids() : going;
    }

    /** As an operator reads it. */
    String told() {
        if (before == null) {
            return after.file() + " is loaded" + said(coming, " started", ": ");
        }
        if (isWhole) {
            return after.file() + " has changed: all of it is replaced";
        }
        Set<String> replaced = before.ids();
        replaced.retainAll(coming);
        Set<String> started = new LinkedHashSet<>(coming);
        started.removeAll(replaced);
        Set<String> stopped = new LinkedHashSet<>(going);
        stopped.removeAll(replaced);
        return after.file() + " has changed:"
                + Stream.of(
                                said(replaced, " replaced", " "),
                                said(started, " started", " "),
                                said(stopped, " stopped", " "))
                        .filter(said -> !said.isEmpty())
                        .collect(Collectors.joining(","));
    }

    private static String said(Set<String> ids, String what, String before) {
        return ids.isEmpty() ? "" : before + String.join(", ", ids) + what;
    }
}
