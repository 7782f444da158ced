package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.Events.Event;
import dev.wadi.connection.Events.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final Events events = new Events();

    private void add(String subject, String text) {
        events.add(Kind.SWAP, subject, "open", text);
    }

    private static List<String> texts(List<Event> events) {
        return events.stream().map(Event::text).toList();
    }

    @Test
    void theNewestComesFirst() {
        add("a", "one");
        add("b", "two");
        add("a", "three");
        assertThat(texts(events.latest())).containsExactly("three", "two", "one");
        assertThat(texts(events.of("a"))).containsExactly("three", "one");
        assertThat(events.of("c")).isEmpty();
    }

    @Test
    void thoseAfterOneComeInTheirOrder() {
        add("a", "one");
        add("a", "two");
        add("a", "three");
        long first = events.latest().get(2).id();
        assertThat(texts(events.after(first))).containsExactly("two", "three");
        assertThat(texts(events.after(0))).containsExactly("one", "two", "three");
        assertThat(events.after(first + 2)).isEmpty();
    }

    @Test
    void theLastThousandAndTheLastHundredOfEachSubjectAreKept() {
        for (int i = 0; i < 1_100; i++) {
            add(i < 50 ? "early" : "late", "event " + i);
        }
        assertThat(events.latest()).hasSize(1_000);
        assertThat(events.of("late")).hasSize(100);
        assertThat(events.of("early")).hasSize(50);
    }

    @Test
    void subjectsToWhichNothingHappenedForLongAreForgotten() {
        for (int subject = 0; subject < 300; subject++) {
            for (int i = 0; i < 100; i++) {
                add("subject " + subject, "event");
            }
        }
        assertThat(events.of("subject 0")).isEmpty();
        assertThat(events.of("subject 299")).hasSize(100);
        assertThat(events.of("subject 101")).hasSize(100);
    }

    @Test
    void aLongTextIsCut() {
        add("a", "x".repeat(5_000));
        assertThat(events.latest().get(0).text()).hasSize(1_001).endsWith("…");
    }

    @Test
    void listenersAreToldUntilTheyEnd() {
        List<Event> told = new ArrayList<>();
        Runnable end = events.listen(told::add);
        add("a", "one");
        end.run();
        add("a", "two");
        assertThat(texts(told)).containsExactly("one");
    }
}
