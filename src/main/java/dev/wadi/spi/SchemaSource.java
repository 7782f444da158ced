package dev.wadi.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open connection that can say what is in the outside system. */
public interface SchemaSource {

    /** A table, or whatever the system calls what has columns. Its name is a locator, qualified where that is needed. */
    record Table(String name, String kind) {}

    /** A column; {@code type} is the system's own name of the type. */
    record Column(String name, String type, boolean nullable, @Nullable String comment) {}

    /** The tables that the connection's login can see, without those of the system itself, by name. */
    List<Table> tables() throws Exception;

    /**
     * The columns of one table, in their order.
     *
     * @return the columns, or an empty list when there is no such table
     */
    List<Column> columns(String locator) throws Exception;
}
