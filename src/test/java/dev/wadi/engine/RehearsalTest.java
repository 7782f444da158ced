package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** Routes are tried out away from what runs, which notices nothing of it. */
class RehearsalTest {

    private final DefaultCamelContext running = new DefaultCamelContext();
    private final Rehearsal rehearsal = new Rehearsal(running);

    @BeforeEach
    void start() {
        running.start();
        running.getRegistry().bind("plain", (Processor) exchange -> {});
        Made.CALLS.set(0);
    }

    @AfterEach
    void stop() {
        rehearsal.close();
        running.stop();
    }

    private static String steps(String steps) {
        return "- from: {uri: 'direct:test', steps: [" + steps + "]}\n";
    }

    private void rehearseSteps(String steps) {
        rehearse(rehearsal, steps(steps));
    }

    private static void rehearse(Rehearsal rehearsal, String text) {
        RouteDocument document = RouteDocumentReader.read("test.yaml", "test", text, Documents.yaml("test.yaml", text));
        rehearsal.of(document, document.ids());
    }

    private void assertWrong(String steps, String what) {
        assertThatThrownBy(() -> rehearseSteps(steps))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(what);
    }

    /** Something of the running context that would not survive to be tied to another one. */
    private static class InUse extends ServiceSupport implements Processor, CamelContextAware {

        private @Nullable CamelContext context;

        @Override
        public @Nullable CamelContext getCamelContext() {
            return context;
        }

        @Override
        public void setCamelContext(CamelContext given) {
            context = given;
        }

        @Override
        public void process(Exchange exchange) {
            throw new IllegalStateException("nothing is sent in a rehearsal");
        }
    }

    /** It starts and stops, and does not know its context. */
    private static final class Running extends ServiceSupport implements Processor {
        @Override
        public void process(Exchange exchange) {
            throw new IllegalStateException("nothing is sent in a rehearsal");
        }
    }

    private InUse inUse() {
        InUse bean = new InUse();
        bean.setCamelContext(running);
        bean.start();
        running.getRegistry().bind("used", bean);
        return bean;
    }

    @Test
    void whatIsWrongIsFound() {
        assertThatCode(() -> rehearseSteps("{process: {ref: plain}}")).doesNotThrowAnyException();
        assertWrong("{process: {ref: nothing}}", "No bean could be found in the registry for: nothing");
        assertWrong("{to: 'nosuch:x'}", "No endpoint could be found for: nosuch://x");
        assertThat(running.getRoutes()).isEmpty();
    }

    @Test
    void whatKnowsItsContextIsWithheldAndStaysAsItIs() {
        InUse bean = inUse();
        rehearseSteps("{process: {ref: used}}");
        rehearsal.close();
        assertThat(bean.getCamelContext()).isSameAs(running);
        assertThat(bean.isStarted()).isTrue();
    }

    @Test
    void whatStartsAndStopsIsWithheldAndStaysAsItIs() {
        Running bean = new Running();
        bean.start();
        running.getRegistry().bind("used", bean);
        rehearseSteps("{process: {ref: used}}");
        rehearsal.close();
        assertThat(bean.isStarted()).isTrue();
    }

    @Test
    void aComponentThatIsABeanIsWithheld() {
        DirectComponent component = new DirectComponent();
        running.getRegistry().bind("own", component);
        running.getEndpoint("own:x");
        rehearseSteps("{to: 'own:x'}");
        assertThat(component.getCamelContext()).isSameAs(running);
    }

    @Test
    void beansAreWithheldByWhateverWayTheyAreLookedFor() {
        InUse bean = inUse();
        RehearsalBeans beans = RehearsalBeans.of(running.getRegistry());
        assertThat(beans.lookupByName("used")).isNull();
        assertThat(beans.lookupByNameAndType("used", Processor.class)).isNull();
        assertThat(beans.findByType(Processor.class)).isNotEmpty().doesNotContain(bean);
        assertThat(beans.findByTypeWithName(Processor.class)).containsOnlyKeys("plain");
        assertThat(beans.lookupByName("plain")).isNotNull();
        assertThat(beans.lookupByNameAndType("plain", Processor.class)).isNotNull();
    }

    @Test
    void eitherReasonIsEnough() {
        running.getRegistry().bind("starts", new Running());
        running.getRegistry().bind("knows", new Knowing());
        RehearsalBeans beans = RehearsalBeans.of(running.getRegistry());
        assertThat(beans.lookupByName("starts")).isNull();
        assertThat(beans.lookupByName("knows")).isNull();
    }

    /** It knows its context, and does not start or stop. */
    private static final class Knowing implements CamelContextAware {
        @Override
        public @Nullable CamelContext getCamelContext() {
            return null;
        }

        @Override
        public void setCamelContext(CamelContext given) {
            // what it would do with another one is its secret
        }
    }

    @Test
    void whetherSomethingWasWithheldIsKnown() {
        inUse();
        RehearsalBeans beans = RehearsalBeans.of(running.getRegistry());
        assertThat(beans.lookupByName("plain")).isNotNull();
        assertThat(beans.hasWithheld()).isFalse();
        assertThat(beans.findByType(InUse.class)).isEmpty();
        assertThat(beans.hasWithheld()).isTrue();
    }

    @Test
    void anErrorProvesNothingWhenSomethingWasWithheldAndIsOneAgainInTheNextFile() {
        inUse();
        assertThatCode(() -> rehearseSteps("{process: {ref: used}}, {process: {ref: nothing}}"))
                .doesNotThrowAnyException();
        assertWrong("{process: {ref: nothing}}", "No bean could be found in the registry for: nothing");
    }

    /** What makes beans, and counts how often it was called. */
    public static final class Made {

        static final AtomicInteger CALLS = new AtomicInteger();

        public void begin() {
            CALLS.incrementAndGet();
        }

        public void end() {
            CALLS.incrementAndGet();
        }

        public static Made make() {
            CALLS.incrementAndGet();
            return new Made();
        }

        public Made build() {
            return make();
        }
    }

    @Test
    void methodsThatBeginAndEndABeanAreNotCalled() {
        rehearse(
                rehearsal,
                """
                - beans: [{name: made, type: '%s', initMethod: begin, destroyMethod: end}]
                - from: {uri: 'direct:test', steps: [{bean: {ref: made, method: build}}]}
                """
                        .formatted(Made.class.getName()));
        rehearsal.close();
        assertThat(Made.CALLS).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"factoryMethod: make", "builderClass: '%1$s', builderMethod: build"})
    void aFileWhoseBeansAreMadeByCodeIsNotRehearsed(String how) {
        String maker = Made.class.getName();
        rehearse(
                rehearsal,
                """
                - beans: [{name: made, type: '%s', %s}]
                - from: {uri: 'direct:test', steps: [{bean: {ref: made, method: build}}]}
                """
                        .formatted(maker, how.formatted(maker)));
        assertThat(Made.CALLS).hasValue(0);
    }

    @Test
    void propertiesAreThoseThatRun() {
        running.getPropertiesComponent().addInitialProperty("only.here", "direct");
        assertThatCode(() -> rehearseSteps("{to: '{{only.here}}:x'}")).doesNotThrowAnyException();
    }

    @Test
    void plainSettingsOfComponentsAreThoseThatRun() {
        assertThatCode(() -> rehearseSteps("{to: 'seda:x'}")).doesNotThrowAnyException();
        running.getComponent("seda", SedaComponent.class).setConcurrentConsumers(600);
        try (Rehearsal next = new Rehearsal(running)) {
            assertThatThrownBy(() -> rehearse(next, steps("{to: 'seda:x'}")))
                    .hasMessageContaining("ConcurrentConsumers cannot be set at a value greater than 500");
        }
    }

    @Test
    void soAreThoseOfTheirConfigurations() {
        AWS2S3Component component = running.getComponent("aws2-s3", AWS2S3Component.class);
        assertWrong("{to: 'aws2-s3:bucket'}", "must be specified");
        component.getConfiguration().setAccessKey("AKIA");
        component.getConfiguration().setSecretKey("secret");
        try (Rehearsal next = new Rehearsal(running)) {
            assertThatCode(() -> rehearse(next, steps("{to: 'aws2-s3:bucket'}")))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void objectsThatComponentsAreSetUpWithAreWithheld() {
        assertWrong("{to: 'sql:select 1'}", "dataSource");
        DataSource database = new SQLiteDataSource();
        running.getComponent("sql", SqlComponent.class).setDataSource(database);
        try (Rehearsal next = new Rehearsal(running)) {
            assertThatCode(() -> rehearse(next, steps("{to: 'sql:select 1'}"))).doesNotThrowAnyException();
        }
    }

    @Test
    void aFileIsNotBlamedForTheOneBefore() {
        assertThatThrownBy(() -> rehearse(
                        rehearsal,
                        "- route: {id: bad, from: {uri: 'direct:bad', steps: [{process: {ref: nothing}}]}}\n"))
                .hasMessageContaining("nothing");
        assertThatCode(() -> rehearseSteps("{log: good}")).doesNotThrowAnyException();
    }
}
