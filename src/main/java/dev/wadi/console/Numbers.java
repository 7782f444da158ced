package dev.wadi.console;

import dev.wadi.connection.WorkCounts;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Collects metrics, each with a series for each of some things. What there is none of has no metric. */
final class Numbers {

    private final MetricSnapshots.Builder collected = MetricSnapshots.builder();

    MetricSnapshots collected() {
        return collected.build();
    }

    /** A number of its own, without labels. */
    void gauge(String name, String help, Number value) {
        gauge(name, help, List.of(value), any -> Labels.EMPTY, Number::doubleValue);
    }

    <T> void gauge(String name, String help, List<T> things, Function<T, Labels> labels, ToDoubleFunction<T> value) {
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        things.forEach(
                thing -> points.add(new GaugeDataPointSnapshot(value.applyAsDouble(thing), labels.apply(thing), null)));
        if (!points.isEmpty()) {
            collected.metricSnapshot(new GaugeSnapshot(new MetricMetadata(name, help), points));
        }
    }

    /** A number of its own that only grows, without labels. */
    void counter(String name, String help, Number value) {
        counter(name, help, List.of(value), any -> Labels.EMPTY, Number::doubleValue);
    }

    /** @param name without the {@code _total} that it gets */
    <T> void counter(String name, String help, List<T> things, Function<T, Labels> labels, ToDoubleFunction<T> value) {
        List<CounterDataPointSnapshot> points = new ArrayList<>();
        things.forEach(thing ->
                points.add(new CounterDataPointSnapshot(value.applyAsDouble(thing), labels.apply(thing), null, 0)));
        if (!points.isEmpty()) {
            collected.metricSnapshot(new CounterSnapshot(new MetricMetadata(name, help), points));
        }
    }

    /** @param name without the {@code _info} that it gets */
    <T> void info(String name, String help, List<T> things, Function<T, Labels> labels) {
        List<InfoDataPointSnapshot> points = new ArrayList<>();
        things.forEach(thing -> points.add(new InfoDataPointSnapshot(labels.apply(thing))));
        if (!points.isEmpty()) {
            collected.metricSnapshot(new InfoSnapshot(new MetricMetadata(name, help), points));
        }
    }

    <T> void histogram(
            String name, String help, List<T> things, Function<T, Labels> labels, Function<T, WorkCounts> counts) {
        List<HistogramDataPointSnapshot> points = things.stream()
                .map(thing -> point(labels.apply(thing), counts.apply(thing)))
                .toList();
        if (!points.isEmpty()) {
            collected.metricSnapshot(new HistogramSnapshot(new MetricMetadata(name, help), points));
        }
    }

    private static HistogramDataPointSnapshot point(Labels labels, WorkCounts counts) {
        List<Double> bounds = new ArrayList<>(WorkCounts.BOUNDS);
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .sum(counts.seconds())
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts.buckets()))
                .build();
    }
}
