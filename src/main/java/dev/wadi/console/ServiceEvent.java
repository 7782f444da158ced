package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.connection.Events.Event;
import java.util.List;

/**
 * Something that happened, as {@code GET /api/v2/events} tells it.
 *
 * @param id later ones have greater ones
 * @param kind what it is about: one of {@link dev.wadi.connection.Events.Kind}, in small letters
 * @param subject a {@code conn_id}, a file or the id of a pipeline; empty when it is about all
 * @param state how the subject is from then on; empty when that is as before
 * @param text one sentence, as the log has it
 * @param by who had it done; empty when it happened by itself
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
record ServiceEvent(long id, String at, String kind, String subject, String state, String text, String by) {

    /** Some of them, the newest first. */
    record Page(List<ServiceEvent> events) {}

    static ServiceEvent of(Event event) {
        return new ServiceEvent(
                event.id(),
                event.at().toString(),
                ServiceStatus.word(event.kind()),
                event.subject(),
                event.state(),
                event.text(),
                event.by());
    }
}
