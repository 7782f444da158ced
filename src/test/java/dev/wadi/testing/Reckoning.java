package dev.wadi.testing;

import dev.wadi.testing.SteadyLoad.Sent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was sent, compared with what arrived.
 *
 * @param lost accepted, and not arrived
 * @param repeated arrived more than once
 * @param failed not accepted
 */
public record Reckoning(Set<Long> lost, Set<Long> repeated, List<Sent> failed) {

    /** All arrived once. */
    public static final Reckoning NOTHING = new Reckoning(Set.of(), Set.of(), List.of());

    /**
     * Compares them.
     *
     * @param arrived the ids, as often as they did
     */
    public static Reckoning of(Collection<Sent> sent, Collection<Long> arrived) {
        Map<Long, Long> times =
                arrived.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Set<Long> lost = new TreeSet<>();
        Set<Long> repeated = new TreeSet<>();
        for (Sent one : sent) {
            long count = times.getOrDefault(one.id(), 0L);
            if (count == 0 && one.isAccepted()) {
                lost.add(one.id());
            } else if (count > 1) {
                repeated.add(one.id());
            }
        }
        return new Reckoning(
                lost, repeated, sent.stream().filter(one -> !one.isAccepted()).toList());
    }
}
