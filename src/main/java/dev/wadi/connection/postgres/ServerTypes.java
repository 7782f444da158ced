package dev.wadi.connection.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of a server by their numbers, with what arrays hold and what domains stand on. */
final class ServerTypes {

    private static final Map<String, Wire> BY_SEND_FUNCTION = Map.ofEntries(
            Map.entry("boolsend", Wire.BOOL),
            Map.entry("int2send", Wire.INT2),
            Map.entry("int4send", Wire.INT4),
            Map.entry("int8send", Wire.INT8),
            Map.entry("oidsend", Wire.OID),
            Map.entry("float4send", Wire.FLOAT4),
            Map.entry("float8send", Wire.FLOAT8),
            Map.entry("numeric_send", Wire.NUMERIC),
            Map.entry("textsend", Wire.TEXT),
            Map.entry("varcharsend", Wire.TEXT),
            Map.entry("bpcharsend", Wire.TEXT),
            Map.entry("namesend", Wire.TEXT),
            Map.entry("citextsend", Wire.TEXT),
            Map.entry("unknownsend", Wire.TEXT),
            Map.entry("enum_send", Wire.TEXT),
            Map.entry("byteasend", Wire.BYTES),
            Map.entry("date_send", Wire.DATE),
            Map.entry("time_send", Wire.TIME),
            Map.entry("timestamp_send", Wire.TIMESTAMP),
            Map.entry("timestamptz_send", Wire.INSTANT),
            Map.entry("interval_send", Wire.INTERVAL),
            Map.entry("uuid_send", Wire.UUID),
            Map.entry("json_send", Wire.JSON),
            Map.entry("jsonb_send", Wire.JSONB),
            Map.entry("array_send", Wire.ARRAY));

    private static final String LOOK_UP =
            """
            select t.oid::int8, case when t.typtype = 'd' then t.typbasetype else t.typelem end::int8 as inner_oid,
                   t.typtype = 'd' as is_domain, t.typtypmod, s.proname, format_type(t.oid, null)
            from pg_catalog.pg_type t left join pg_catalog.pg_proc s on s.oid = t.typsend
            where t.oid = any (?::int8[]::oid[])
            """;

    private record Row(int inner, boolean domain, int typmod, String send, String name) {}

    private final Connection connection;
    private final Map<Integer, Row> rows = new HashMap<>();

    /** Looks up these types and what they stand on, in the connection's transaction. */
    ServerTypes(Connection connection, Collection<Integer> oids) throws SQLException {
        this.connection = connection;
        Set<Integer> wanted = new HashSet<>(oids);
        while (!wanted.isEmpty()) {
            lookUp(wanted);
            wanted = new HashSet<>();
            for (Row row : rows.values()) {
                if (row.inner() != 0 && !rows.containsKey(row.inner())) {
                    wanted.add(row.inner());
                }
            }
        }
    }

    private void lookUp(Set<Integer> oids) throws SQLException {
        Array numbers = connection.createArrayOf(
                "int8", oids.stream().map(Integer::toUnsignedLong).toArray());
        try (PreparedStatement statement = connection.prepareStatement(LOOK_UP)) {
            statement.setArray(1, numbers);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Row row = new Row(
                            (int) found.getLong(2),
                            found.getBoolean(3),
                            found.getInt(4),
                            Objects.requireNonNullElse(found.getString(5), ""),
                            found.getString(6));
                    rows.put((int) found.getLong(1), row);
                }
            }
        }
        oids.forEach(oid -> rows.putIfAbsent(oid, new Row(0, false, -1, "", "type " + oid)));
    }

    /** The type of a column. */
    ServerType type(int oid, int typmod) {
        Row row = Objects.requireNonNull(rows.get(oid));
        if (row.domain()) {
            return type(row.inner(), row.typmod());
        }
        Wire wire = Objects.requireNonNullElse(BY_SEND_FUNCTION.get(row.send()), Wire.OTHER);
        @Nullable ServerType element = wire == Wire.ARRAY ? type(row.inner(), typmod) : null;
        return new ServerType(oid, row.name(), wire, typmod, element);
    }
}
