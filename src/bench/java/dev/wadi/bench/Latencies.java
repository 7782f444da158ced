package dev.wadi.bench;

import dev.wadi.testing.SteadyLoad.Sent;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How long requests took, sorted, in nanoseconds. */
final class Latencies {

    private final long[] sorted;

    private Latencies(long[] sorted) {
        this.sorted = sorted;
    }

    static Latencies of(Stream<Sent> sent) {
        return new Latencies(
                sent.mapToLong(one -> one.done() - one.due()).sorted().toArray());
    }

    static Latencies merged(Stream<Latencies> parts) {
        return new Latencies(parts.map(part -> part.sorted)
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray());
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    /** The milliseconds that so much of a hundred stay below; 0 when nothing was measured. */
    double percentile(double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int index = (int) Math.ceil(sorted.length * percent / 100) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }

    static Latencies of(LongStream nanos) {
        return new Latencies(nanos.sorted().toArray());
    }
}
