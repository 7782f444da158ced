package dev.wadi.console;

import dev.wadi.connection.ConnectionCounts;
import dev.wadi.connection.ConnectionTraffic;
import dev.wadi.connection.ConnectionUse;
import dev.wadi.connection.Connections;
import dev.wadi.spi.Pooled;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How connections are, what was done through them, and how often they were changed, as metrics. */
final class ConnectionNumbers {

    private final Connections connections;
    private final Numbers numbers;

    ConnectionNumbers(Connections connections, Numbers numbers) {
        this.connections = connections;
        this.numbers = numbers;
    }

    void add(ServiceStatus status) {
        states(status);
        work(connections.work());
        changes(connections.counts());
        pools(connections.uses());
    }

    private record Work(String connId, String through, long begun, long failed) {

        static Stream<Work> of(ConnectionTraffic work) {
            return Stream.of(
                    new Work(work.connId(), "conn", work.exchanges(), work.failedExchanges()),
                    new Work(work.connId(), "lease", work.leases(), work.failedLeases()));
        }

        Labels labels() {
            return Labels.of("conn_id", connId, "through", through);
        }
    }

    private void states(ServiceStatus status) {
        numbers.gauge(
                "wadi_connection_state",
                "1 for the state that the connection is in",
                status.connections(),
                connection -> Labels.of("conn_id", connection.connId(), "state", connection.state()),
                connection -> 1);
    }

    private void work(List<ConnectionTraffic> work) {
        numbers.info(
                "wadi_connection",
                "1; says of which type the connection is",
                work,
                one -> Labels.of("conn_id", one.connId(), "conn_type", one.connType()));
        List<Work> kinds = work.stream().flatMap(Work::of).toList();
        numbers.counter(
                "wadi_connection_work",
                "Pieces of work that were begun: exchanges through conn:, and leases by stages and for beans",
                kinds,
                Work::labels,
                Work::begun);
        numbers.counter("wadi_connection_work_failed", "Pieces of work that failed", kinds, Work::labels, Work::failed);
        numbers.histogram(
                "wadi_connection_exchange_duration_seconds",
                "How long exchanges took that were sent through conn:",
                work,
                ConnectionNumbers::connection,
                ConnectionTraffic::sent);
    }

    private static Labels connection(ConnectionTraffic work) {
        return Labels.of("conn_id", work.connId());
    }

    private void changes(ConnectionCounts counts) {
        numbers.counter("wadi_connection_swaps", "Changed connections that were put into use", counts.swaps());
        numbers.counter(
                "wadi_connection_changes_in_place", "Changes that needed no new version", counts.changesInPlace());
        numbers.counter(
                "wadi_connection_changes_failed",
                "Changed connections that could not be put into use",
                counts.failedChanges());
        numbers.counter("wadi_connection_drains", "Versions out of use that had work to end", counts.drains());
        numbers.counter(
                "wadi_connection_drains_expired",
                "Those that were closed because their time was over",
                counts.expiredDrains());
        numbers.gauge("wadi_connection_draining", "Versions out of use that have work to end now", counts.draining());
    }

    private record Open(String connId, String use, int connections) {

        static Stream<Open> of(ConnectionUse use) {
            return use.pool().stream()
                    .flatMap(pool -> Stream.of(
                            new Open(use.connId(), "active", pool.active()),
                            new Open(use.connId(), "idle", pool.idle())));
        }

        Labels labels() {
            return Labels.of("conn_id", connId, "use", use);
        }
    }

    private void pools(List<ConnectionUse> uses) {
        numbers.gauge(
                "wadi_connection_leases",
                "Pieces of work that use the connection now",
                uses,
                ConnectionNumbers::connection,
                ConnectionUse::leases);
        numbers.gauge(
                "wadi_pool_connections",
                "Connections that the pool has open",
                uses.stream().flatMap(Open::of).toList(),
                Open::labels,
                Open::connections);
        perPool("wadi_pool_waiting", "Threads that wait for a connection of the pool", uses, Pooled.Use::waiting);
        perPool("wadi_pool_maximum", "Connections that the pool may open", uses, Pooled.Use::maximum);
    }

    private void perPool(String name, String help, List<ConnectionUse> uses, ToDoubleFunction<Pooled.Use> value) {
        numbers.gauge(
                name,
                help,
                uses.stream().filter(use -> use.pool().isPresent()).toList(),
                ConnectionNumbers::connection,
                use -> value.applyAsDouble(use.pool().orElseThrow()));
    }

    private static Labels connection(ConnectionUse use) {
        return Labels.of("conn_id", use.connId());
    }
}
