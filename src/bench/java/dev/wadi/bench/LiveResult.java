package dev.wadi.bench;

import dev.wadi.testing.Reckoning;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * What a scenario did to a system.
 *
 * @param left what is there after it that was not before
 * @param remarks what else is to be said
 */
record LiveResult(
        String scenario,
        String system,
        LiveScenario.Bound bound,
        int sent,
        int lost,
        int repeated,
        int failedRightly,
        int failedWrongly,
        Latencies effects,
        int withoutEffect,
        double quiet,
        double during,
        double after,
        Footprint left,
        int restarts,
        List<String> remarks) {

    private static final double EFFECT_MILLIS = 500;
    private static final double TIMES_QUIET = 2;

    /** Threads and descriptors that Camel's and the JDK's pools may keep more or fewer of from one moment to the next. */
    private static final int NOISE = 5;

    private static final String ROW = "%-30s %-6s %7s %6s %6s %9s %13s %20s %14s %8s  %s";

    static String header() {
        return ROW.formatted(
                "scenario",
                "system",
                "sent",
                "lost",
                "repeat",
                "failed",
                "effect, ms",
                "p99, ms",
                "left behind",
                "restarts",
                "goals");
    }

    static String subheader() {
        return ROW.formatted(
                "", "", "", "", "", "right/not", "median/max", "quiet/during/after", "thr/desc/pools", "", "");
    }

    String row() {
        return ROW.formatted(
                scenario,
                system,
                sent,
                lost,
                repeated,
                failedRightly + "/" + failedWrongly,
                effects.isEmpty() ? "none" : "%.0f/%.0f".formatted(effects.percentile(50), effects.percentile(100)),
                "%.1f/%.1f/%.1f".formatted(quiet, during, after),
                "%+d/%+d/%+d".formatted(left.threads(), left.descriptors(), left.pools()),
                restarts,
                goals());
    }

    /** Which goals are missed, in words. */
    private String goals() {
        StringJoiner missed = new StringJoiner(", ", "NOT REACHED: ", "");
        missed.setEmptyValue("reached");
        if (lost > 0) {
            missed.add("lost");
        }
        if (repeated > 0) {
            missed.add("repeated");
        }
        if (failedWrongly > 0) {
            missed.add("failed");
        }
        if (withoutEffect > 0 || bound.ofEffect() && effects.percentile(100) > EFFECT_MILLIS) {
            missed.add("effect");
        }
        if (bound.ofLatency() && during > TIMES_QUIET * quiet) {
            missed.add("p99");
        }
        if (left.threads() > NOISE || left.descriptors() > NOISE || left.pools() > 0) {
            missed.add("left behind");
        }
        return missed + (remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")");
    }

    /** Collects it. */
    static final class Builder {

        private final String scenario;
        private final String system;
        private final LiveScenario.Bound bound;
        private final List<Long> effects = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private int sent;
        private int lost;
        private int repeated;
        private int failedRightly;
        private int failedWrongly;
        private int restarts;
        private int withoutEffect;
        private double during;

        Builder(String scenario, String system, LiveScenario.Bound bound) {
            this.scenario = scenario;
            this.system = system;
            this.bound = bound;
        }

        void effect(long nanos) {
            effects.add(nanos);
        }

        void noEffect() {
            withoutEffect++;
        }

        void restarted() {
            restarts++;
        }

        void remark(String remark) {
            if (!remarks.contains(remark)) {
                remarks.add(remark);
            }
        }

        void counts(int all, Reckoning reckoning, int right) {
            sent = all;
            lost = reckoning.lost().size();
            repeated = reckoning.repeated().size();
            failedRightly = right;
            failedWrongly = reckoning.failed().size() - right;
        }

        void during(Latencies latencies) {
            during = latencies.percentile(99);
        }

        LiveResult build(Latencies quiet, Latencies after, Footprint left) {
            return new LiveResult(
                    scenario,
                    system,
                    bound,
                    sent,
                    lost,
                    repeated,
                    failedRightly,
                    failedWrongly,
                    Latencies.of(effects.stream().mapToLong(Long::longValue)),
                    withoutEffect,
                    quiet.percentile(99),
                    during,
                    after.percentile(99),
                    left,
                    restarts,
                    List.copyOf(remarks));
        }
    }
}
