package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time zone of a session, in which the server shows points in time. */
final class SessionZone {

    private static final List<String> UTC = List.of("UTC", "GMT", "Universal", "Zulu", "UCT");

    private final String name;
    private final @Nullable ZoneRules rules;

    private SessionZone(String name, @Nullable ZoneRules rules) {
        this.name = name;
        this.rules = rules;
    }

    /** UTC. */
    static SessionZone utc() {
        return new SessionZone("UTC", ZoneOffset.UTC.getRules());
    }

    /** Asks the server. */
    static SessionZone of(SqlSession session) throws SQLException {
        try (Statement statement = session.running(session.connection().createStatement());
                ResultSet row = statement.executeQuery("select @@session.time_zone, @@system_time_zone")) {
            row.next();
            return named(row.getString(1), row.getString(2));
        }
    }

    private static SessionZone named(String session, String system) {
        String name = session.equals("SYSTEM") ? system : session;
        if (UTC.contains(name)) {
            return utc();
        }
        boolean abbreviation = session.equals("SYSTEM") && !name.contains("/");
        try {
            return new SessionZone(name, abbreviation ? null : ZoneId.of(name).getRules());
        } catch (DateTimeException e) {
            return new SessionZone(name, null);
        }
    }

    /**
     * Micros of a point in time that the server shows as this date and time.
     *
     * @throws IllegalArgumentException when it cannot be told
     */
    long toUtc(long localMicros) {
        if (rules == null) {
            throw new IllegalArgumentException("is a point in time, and the server's zone '" + name
                    + "' is only a short name. Set extra.wadi.time_zone, such as to UTC");
        }
        LocalDateTime local = local(localMicros);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.size() != 1) {
            throw new IllegalArgumentException("is in the hour in which the clocks of " + name
                    + " are changed, so that the point in time cannot be told. Set extra.wadi.time_zone to UTC");
        }
        return localMicros - offsets.get(0).getTotalSeconds() * 1_000_000L;
    }

    /** A bookmark as the server would show it. */
    Object shown(Object bookmark) {
        if (!(bookmark instanceof Instant instant)) {
            return bookmark;
        }
        if (rules == null) {
            throw new IllegalArgumentException(
                    "the server's zone '" + name + "' is only a short name. Set extra.wadi.time_zone, such as to UTC");
        }
        return LocalDateTime.ofInstant(instant, rules.getOffset(instant))
                .toString()
                .replace('T', ' ');
    }

    private static LocalDateTime local(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
    }
}
