package dev.wadi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Measures two things in turn, so that both meet the same noise, and compares their medians. */
final class Rounds {

    /** Something that is measured. */
    interface Measured {
        Sample once() throws Exception;
    }

    private record Pair(Sample baseline, Sample ours) {}

    private final List<Pair> pairs = new ArrayList<>();

    private Rounds() {}

    static Rounds of(int rounds, Measured baseline, Measured ours) throws Exception {
        Rounds result = new Rounds();
        for (int i = 0; i < rounds; i++) {
            if (i % 2 == 0) { // whoever goes first is not always the same
                Sample first = baseline.once();
                result.pairs.add(new Pair(first, ours.once()));
            } else {
                Sample first = ours.once();
                result.pairs.add(new Pair(baseline.once(), first));
            }
        }
        return result;
    }

    /** A line for each measure: medians, their ratio, and for the time that passed the bound that it should keep. */
    void print(String what, double bound) {
        print(what, "plain", "wadi", bound);
    }

    /** The same for two things of other names. */
    void print(String what, String baseline, String ours, double bound) {
        double ratio = ratio(Sample::wall);
        System.out.println(line(what + ": time", baseline, ours, Sample::wall)
                + String.format(" (at most %.2f)%s", bound, ratio <= bound ? "" : "  NOT REACHED"));
        System.out.println(line("  processor", baseline, ours, Sample::cpu));
        if (median(Sample::bytes, true) > 0) {
            System.out.println(line("  bytes", baseline, ours, Sample::bytes));
        }
    }

    private String line(String what, String baseline, String ours, ToDoubleFunction<Sample> measure) {
        return String.format(
                "%-38s %s %9.1f   %s %9.1f   ratio %.3f",
                what, baseline, median(measure, true), ours, median(measure, false), ratio(measure));
    }

    private double ratio(ToDoubleFunction<Sample> measure) {
        return median(measure, false) / median(measure, true);
    }

    private double median(ToDoubleFunction<Sample> measure, boolean ofBaseline) {
        double[] sorted = pairs.stream()
                .map(pair -> ofBaseline ? pair.baseline() : pair.ours())
                .mapToDouble(measure)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
