package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.RowBatches;
import dev.wadi.batch.Rows;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.connection.Connections;
import dev.wadi.connection.Placeholders;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Tappable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What a class of a custom connection must do. The test of a plugin implements it, with the class on its class path, and says
 * which class it is. What the class has no ability for is skipped.
 */
public interface CustomConnectionContract {

    /** The Java package. */
    String module();

    /** The class. */
    String classname();

    /** Params with which it works. */
    default Map<String, Object> params() {
        return Map.of();
    }

    /** A locator that can be written to and read from, where it needs one. */
    default String locator() {
        return "contract";
    }

    /** Rows that it takes. */
    default List<Map<String, Object>> rows() {
        return List.of(Map.of("id", 1, "name", "Anna"), Map.of("id", 2, "name", "Ben"));
    }

    /** Where the class is found. */
    default ClassLoader plugins() {
        return getClass().getClassLoader();
    }

    private ConnectionDefinition definition(Map<String, Object> params) {
        return new ConnectionDefinition(
                "contract",
                "custom",
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("module", module(), "classname", classname(), "params", params),
                ConnectionDefinition.Origin.at(Place.of("contract.yaml")));
    }

    private Connections connections() {
        return new Connections(ConnectionTypes.load(plugins()), Placeholders.of(Map.of()), DefaultCamelContext::new);
    }

    /** Work on an open connection. */
    @FunctionalInterface
    interface Work {
        void on(OpenConnection open, TestingRun run) throws Exception;
    }

    private void opened(Work work) {
        LeakCheck leaks = new LeakCheck();
        connections().use(definition(params()), open -> {
            try (TestingRun run = new TestingRun()) {
                work.on(open, run);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) { // whatever the class throws
                throw new IllegalStateException(e);
            }
            return open;
        });
        leaks.assertNothingIsLeft();
    }

    private <T> T able(OpenConnection open, Class<T> ability) {
        Assumptions.assumeTrue(ability.isInstance(open), () -> open + " is no " + ability.getSimpleName());
        return ability.cast(open);
    }

    @Test
    default void aFileMayNameTheClass() {
        assertThat(connections().checks().check(definition(params())))
                .extracting(Problem::toString)
                .isEmpty();
    }

    @Test
    default void aParamThatIsUnknownIsAProblem() {
        Map<String, Object> more = new LinkedHashMap<>(params());
        more.put("no_such_param", 1);
        assertThat(connections().checks().check(definition(more)))
                .extracting(Problem::path)
                .containsExactly("contract.extra.params.no_such_param");
    }

    @Test
    default void itOpensIsTestedAndMayBeClosedTwice() {
        opened((open, run) -> {
            assertThat(open.test(Duration.ofSeconds(20))).isNotBlank().hasLineCount(1);
            open.close();
        });
    }

    @Test
    default void allRowsAreWrittenAndCounted() {
        opened((open, run) -> assertThat(write(open, run, rows().iterator())).isEqualTo(rows().size()));
    }

    @Test
    default void aSourceThatFailsIsNotHidden() {
        opened((open, run) -> assertThatThrownBy(() -> write(open, run, new Dying(rows())))
                .hasStackTraceContaining("the source died"));
    }

    @Test
    default void whatWasWrittenIsRead() {
        opened((open, run) -> {
            Tappable tappable = able(open, Tappable.class);
            write(open, run, rows().iterator());
            try (BatchReader read = tappable.tap(run.tap(null, locator(), Map.of()))) {
                assertThat(read.schema().getFields()).isNotEmpty();
                List<Object> all = new ArrayList<>();
                Rows.iterate(read).forEachRemaining(all::add);
                assertThat(all).isNotEmpty();
            }
        });
    }

    @Test
    default void aTapMayBeLeftBeforeItsEnd() {
        opened((open, run) -> {
            Tappable tappable = able(open, Tappable.class);
            write(open, run, rows().iterator());
            BatchReader read = tappable.tap(run.tap(null, locator(), Map.of()));
            read.close();
            read.close();
        });
    }

    @Test
    default void aTableThatIsNotThereHasNoColumns() {
        opened((open, run) -> assertThat(able(open, SchemaSource.class).columns("no such table"))
                .isEmpty());
    }

    private long write(OpenConnection open, TestingRun run, Iterator<Map<String, Object>> rows) throws Exception {
        Sinkable sinkable = able(open, Sinkable.class);
        try (BatchReader given = RowBatches.of(run.allocator(), List.of(), rows)) {
            return sinkable.sink(run.sink(locator(), SinkMode.APPEND), given);
        }
    }

    /** Rows of a source that dies after more of them than one looks at to guess columns. */
    final class Dying implements Iterator<Map<String, Object>> {

        private final List<Map<String, Object>> rows;
        private int given;

        Dying(List<Map<String, Object>> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Map<String, Object> next() {
            if (given > 2 * RowBatches.SAMPLE) {
                throw new IllegalStateException("the source died");
            }
            return rows.get(given++ % rows.size());
        }
    }
}
