package dev.wadi.batch;

import dev.wadi.spi.DeclaredColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Columns in DuckDB's words, both ways. */
public final class DuckTypes {

    private static final Pattern DECIMAL =
            Pattern.compile("(?:DECIMAL|NUMERIC|DEC)(?:\\s*\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?");
    private static final Pattern TEXT =
            Pattern.compile("(?:VARCHAR|CHAR|BPCHAR|TEXT|STRING)(?:\\s*\\(\\s*\\d+\\s*\\))?");
    private static final Pattern STRUCT = Pattern.compile("(?is)(?:STRUCT|ROW)\\s*\\((.*)\\)");
    private static final Pattern MEMBER = Pattern.compile("(?s)(?:\"((?:[^\"]|\"\")+)\"|([^\\s\"]+))\\s+(.+)");

    private static final Map<String, ArrowType> PLAIN = Map.ofEntries(
            Map.entry("BOOLEAN", Columns.BOOL),
            Map.entry("TINYINT", new ArrowType.Int(8, true)),
            Map.entry("SMALLINT", Columns.INT16),
            Map.entry("INTEGER", Columns.INT32),
            Map.entry("BIGINT", Columns.INT64),
            Map.entry("UTINYINT", new ArrowType.Int(8, false)),
            Map.entry("USMALLINT", new ArrowType.Int(16, false)),
            Map.entry("UINTEGER", new ArrowType.Int(32, false)),
            Map.entry("UBIGINT", new ArrowType.Int(64, false)),
            Map.entry("FLOAT", Columns.FLOAT),
            Map.entry("DOUBLE", Columns.DOUBLE),
            Map.entry("BLOB", Columns.BYTES),
            Map.entry("DATE", Columns.DATE),
            Map.entry("TIME", Columns.TIME),
            Map.entry("TIMESTAMP", Columns.LOCAL_TIMESTAMP),
            Map.entry("TIMESTAMPTZ", Columns.INSTANT));

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("BOOL", "BOOLEAN"),
            Map.entry("LOGICAL", "BOOLEAN"),
            Map.entry("INT1", "TINYINT"),
            Map.entry("INT2", "SMALLINT"),
            Map.entry("SHORT", "SMALLINT"),
            Map.entry("INT", "INTEGER"),
            Map.entry("INT4", "INTEGER"),
            Map.entry("SIGNED", "INTEGER"),
            Map.entry("INT8", "BIGINT"),
            Map.entry("LONG", "BIGINT"),
            Map.entry("REAL", "FLOAT"),
            Map.entry("FLOAT4", "FLOAT"),
            Map.entry("FLOAT8", "DOUBLE"),
            Map.entry("DOUBLE PRECISION", "DOUBLE"),
            Map.entry("BYTEA", "BLOB"),
            Map.entry("BINARY", "BLOB"),
            Map.entry("VARBINARY", "BLOB"),
            Map.entry("DATETIME", "TIMESTAMP"),
            Map.entry("TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP"),
            Map.entry("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"));

    private DuckTypes() {}

    /**
     * The columns that a stage declares.
     *
     * @throws IllegalArgumentException when a type is unknown or has no place in a batch
     */
    public static Schema schema(List<DeclaredColumn> fields) {
        return new Schema(
                fields.stream().map(field -> field(field.name(), field.type())).collect(Collectors.toList()));
    }

    /**
     * A column of a type of DuckDB, such as {@code DECIMAL(12,2)}, {@code VARCHAR[]} or {@code STRUCT(a INTEGER)}.
     *
     * @throws IllegalArgumentException when the type is unknown or has no place in a batch
     */
    public static Field field(String name, String type) {
        String written = type.strip();
        String plain = written.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (plain.endsWith("[]")) {
            return Columns.list(name, field("element", written.substring(0, written.length() - 2)));
        }
        ArrowType found = PLAIN.get(ALIASES.getOrDefault(plain, plain));
        if (found != null) {
            return Columns.column(name, found);
        }
        if (TEXT.matcher(plain).matches()) {
            return Columns.column(name, Columns.TEXT);
        }
        return switch (plain) {
            case "UUID" -> Columns.uuid(name);
            case "JSON" -> Columns.json(name);
            case "HUGEINT" -> Columns.decimal(name, 38, 0);
            default -> parameterised(name, written, plain);
        };
    }

    private static Field parameterised(String name, String written, String plain) {
        Matcher decimal = DECIMAL.matcher(plain);
        if (decimal.matches()) {
            int precision = decimal.group(1) == null ? 18 : Integer.parseInt(decimal.group(1));
            int scale =
                    decimal.group(1) == null ? 3 : decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
            if (precision >= 1 && precision <= 38 && scale <= precision) {
                return Columns.decimal(name, precision, scale);
            }
        }
        Matcher struct = STRUCT.matcher(written);
        if (struct.matches()) {
            List<Field> members = new ArrayList<>();
            for (String member : members(struct.group(1))) {
                members.add(member(name, written, member));
            }
            return new Field(name, FieldType.nullable(ArrowType.Struct.INSTANCE), members);
        }
        throw unknown(name, written);
    }

    private static Field member(String column, String type, String member) {
        Matcher matcher = MEMBER.matcher(member.strip());
        if (!matcher.matches()) {
            throw unknown(column, type);
        }
        String quoted = matcher.group(1);
        return field(quoted == null ? matcher.group(2) : quoted.replace("\"\"", "\""), matcher.group(3));
    }

    private static IllegalArgumentException unknown(String name, String type) {
        return new IllegalArgumentException("fields: the type '" + type + "' of '" + name
                + "' is none of DuckDB's, or has no place in a batch. Write one such as BIGINT, DECIMAL(12,2), DOUBLE,"
                + " BOOLEAN, VARCHAR, DATE, TIMESTAMP, TIMESTAMPTZ, UUID or JSON");
    }

    private static List<String> members(String text) {
        List<String> members = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0 && !quoted) {
                members.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        members.add(text.substring(begin));
        return members;
    }

    /** The type of a column in DuckDB's words. */
    public static String name(Field field) {
        if (Columns.isUuid(field)) {
            return "UUID";
        }
        if (Columns.isJson(field)) {
            return "JSON";
        }
        ArrowType type = field.getType();
        if (type instanceof ArrowType.Decimal decimal) {
            return "DECIMAL(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        if (type instanceof ArrowType.List) {
            return name(field.getChildren().get(0)) + "[]";
        }
        if (type instanceof ArrowType.Struct) {
            return field.getChildren().stream()
                    .map(child -> DuckDb.quoted(child.getName()) + " " + name(child))
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        return PLAIN.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("VARCHAR");
    }
}
