package dev.wadi.connection.mysql;

import dev.wadi.batch.Columns;
import dev.wadi.connection.jdbc.TableDialect;
import dev.wadi.connection.jdbc.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Types of MySQL and MariaDB for the columns of batches. */
enum MySqlDialect implements TableDialect {
    INSTANCE;

    private static final int GREATEST_SCALE = 30;

    /** Of a text in a key MySQL wants to know a length; two texts are one only when each character is the same. */
    private static final String KEY_TEXT = "varchar(255) character set utf8mb4 collate utf8mb4_bin";

    @Override
    public String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public String keyType(Field field) {
        return switch (type(field)) {
            case "longtext character set utf8mb4", "json" -> KEY_TEXT;
            case "longblob" -> "varbinary(255)";
            case "timestamp(6) null" -> "timestamp(6) default '1970-01-01 00:00:01'";
            default -> type(field);
        };
    }

    @Override
    public String type(Field field) {
        if (Columns.isUuid(field)) {
            return "char(36) character set ascii";
        }
        if (Columns.isJson(field)) {
            return "json";
        }
        if (Columns.isDecimalText(field)) {
            return "decimal(65,30)";
        }
        ArrowType type = field.getType();
        return switch (type.getTypeID()) {
            case Int -> integer((ArrowType.Int) type);
            case Decimal -> decimal(field, (ArrowType.Decimal) type);
            case FloatingPoint -> ((ArrowType.FloatingPoint) type).getPrecision() == FloatingPointPrecision.SINGLE
                    ? "float"
                    : "double";
            case Bool -> "tinyint(1)";
            case Utf8, LargeUtf8, Null -> "longtext character set utf8mb4";
            case Binary, LargeBinary, FixedSizeBinary -> "longblob";
            case Date -> "date";
            case Time -> "time(6)";
            case Timestamp -> ((ArrowType.Timestamp) type).getTimezone() == null ? "datetime(6)" : "timestamp(6) null";
            default -> throw refused(field);
        };
    }

    private static String integer(ArrowType.Int type) {
        String name =
                switch (type.getBitWidth()) {
                    case 8 -> "tinyint";
                    case 16 -> "smallint";
                    case 32 -> "int";
                    default -> "bigint";
                };
        return type.getIsSigned() ? name : name + " unsigned";
    }

    private static String decimal(Field field, ArrowType.Decimal type) {
        if (type.getScale() > GREATEST_SCALE) {
            throw refused(field);
        }
        return "decimal(" + type.getPrecision() + "," + type.getScale() + ")";
    }

    private static IllegalArgumentException refused(Field field) {
        return new IllegalArgumentException("column '" + field.getName() + "': MySQL has no type for " + field.getType()
                + ". Cast it in a transform, such as to JSON");
    }

    /** In an engine that has transactions, whatever the server's default is. */
    @Override
    public String createTable(TableName name, Schema schema, List<String> key) {
        return TableDialect.super.createTable(name, schema, key) + " engine=InnoDB";
    }

    @Override
    public boolean makingTablesCommits() {
        return true;
    }

    @Override
    public boolean exists(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1 from information_schema.tables"
                + " where table_schema = coalesce(?, database()) and table_name = ?")) {
            statement.setString(1, schema(name));
            statement.setString(2, name.table());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The database that a name says, if it does. */
    static @Nullable String schema(TableName name) {
        List<String> parts = name.parts();
        return parts.size() > 1 ? parts.get(parts.size() - 2) : null;
    }
}
