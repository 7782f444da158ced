package dev.wadi.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures two things in turn, so that both meet the same noise, and compares their medians. */
final class Rounds {

    /** Something that is measured; gives milliseconds. */
    interface Measured {
        double once() throws Exception;
    }

    private final List<Double> baseline = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();

    private Rounds() {}

    static Rounds of(int rounds, Measured baseline, Measured ours) throws Exception {
        Rounds result = new Rounds();
        for (int i = 0; i < rounds; i++) {
            if (i % 2 == 0) { // whoever goes first is not always the same
                result.baseline.add(baseline.once());
                result.ours.add(ours.once());
            } else {
                result.ours.add(ours.once());
                result.baseline.add(baseline.once());
            }
        }
        return result;
    }

    double ratio() {
        return median(ours) / median(baseline);
    }

    /** One line for the page: medians, ratio, and the bound that it should keep. */
    String line(String what, String unit, double bound) {
        return String.format(
                "%-34s plain %8.2f %s   wadi %8.2f %s   ratio %.3f (at most %.2f)%s",
                what,
                median(baseline),
                unit,
                median(ours),
                unit,
                ratio(),
                bound,
                ratio() <= bound ? "" : "  NOT REACHED");
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
