package dev.wadi.pipeline;

import dev.wadi.batch.Bookmarks;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.TapStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the sinks behind an incremental tap are.
 *
 * @param fromBeginning whether one of them has never been written to
 * @param reached the different bookmarks of the others, the lowest first
 */
record BookmarkLevels(boolean fromBeginning, List<Object> reached) {

    /** @param marks the last mark of each sink; one that says nothing of the tap has not read it, and does not count */
    static BookmarkLevels of(String tap, List<Optional<RunMark>> marks) {
        List<Object> reached = marks.stream()
                .flatMap(Optional::stream)
                .flatMap(mark -> Optional.ofNullable(mark.bookmarks().get(tap)).stream())
                .sorted(Bookmarks::compare)
                .toList();
        return new BookmarkLevels(marks.stream().anyMatch(Optional::isEmpty), distinct(reached));
    }

    private static List<Object> distinct(List<Object> sorted) {
        return java.util.stream.IntStream.range(0, sorted.size())
                .filter(i -> i == 0 || Bookmarks.compare(sorted.get(i - 1), sorted.get(i)) != 0)
                .mapToObj(sorted::get)
                .toList();
    }

    /** From where those that are last are, to where the next ones are; to the end when all are equally far. */
    TapStage.Range range(String column) {
        int last = fromBeginning ? -1 : 0;
        return new TapStage.Range(column, at(last), at(last + 1));
    }

    private Optional<Object> at(int level) {
        return level < 0 || level >= reached.size() ? Optional.empty() : Optional.of(reached.get(level));
    }

    /** Whether a sink has all that the taps deliver, up to where they are to stop. */
    static boolean reaches(RunMark mark, Map<String, Object> upTo) {
        return !upTo.isEmpty()
                && upTo.entrySet().stream().allMatch(tap -> {
                    Object reached = mark.bookmarks().get(tap.getKey());
                    return reached != null && Bookmarks.compare(reached, tap.getValue()) >= 0;
                });
    }
}
