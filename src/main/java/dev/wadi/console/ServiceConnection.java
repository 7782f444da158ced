package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.config.JsonText;
import dev.wadi.connection.ConnectionDefinition;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the API shows it: the fields of Airflow's, with {@code ***} for secrets.
 *
 * @param port a number; where a placeholder stands for one, its text for those who ask for more than Airflow knows, and null for
 *     others, whose clients take nothing but numbers
 * @param extra the JSON text of an object; null when there is none
 * @param teamName always null: there are no teams
 * @param wadi what Airflow does not know; null unless it was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
record ServiceConnection(
        String connectionId,
        String connType,
        @Nullable String description,
        @Nullable String host,
        @Nullable String login,
        @Nullable String schema,
        @Nullable Object port,
        @Nullable String password,
        @Nullable String extra,
        @Nullable String teamName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ConnectionDetails wadi) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    /**
     * Some of them.
     *
     * @param totalEntries how many there are of those that were asked for
     * @param wadi the folder of all; null unless it was asked for
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(
            List<ServiceConnection> connections,
            int totalEntries,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Folder wadi) {}

    /**
     * Where new connections are written.
     *
     * @param whyNotWritable empty when they can be
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Folder(String folder, boolean writable, String whyNotWritable) {}

    /** @param shown a definition without its secrets */
    static ServiceConnection of(ConnectionDefinition shown, @Nullable ConnectionDetails wadi) {
        return new ServiceConnection(
                shown.connId(),
                shown.connType(),
                text(shown.description()),
                text(shown.host()),
                text(shown.login()),
                text(shown.schema()),
                port(shown.port(), wadi != null),
                shown.password(),
                shown.extra().isEmpty() ? null : JsonText.ascii(shown.extra()),
                null,
                wadi);
    }

    /** One that is named and not there. */
    static ServiceConnection missing(String connId, ConnectionDetails wadi) {
        return new ServiceConnection(connId, "", null, null, null, null, null, null, null, null, wadi);
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private static @Nullable Object port(@Nullable String port, boolean withText) {
        if (port != null && NUMBER.matcher(port).matches()) {
            return Integer.valueOf(port);
        }
        return withText ? port : null;
    }
}
