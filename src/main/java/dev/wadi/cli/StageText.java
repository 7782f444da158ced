package dev.wadi.cli;

import dev.wadi.pipeline.ShownStage;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What pipelines show of a stage, for people: its name, its columns and types, its rows. */
final class StageText {

    private static final int AT_ONCE = 1000;

    private final PrintStream out;
    private final boolean plain;

    /** @param plain whether headings are not in bold */
    StageText(PrintStream out, boolean plain) {
        this.out = out;
        this.plain = plain;
    }

    void print(ShownStage shown) {
        out.println(shown.stage() + ":");
        if (shown.schema()) {
            Table columns = new Table("name", "type");
            shown.columns().forEach(column -> columns.row(column.name(), column.type()));
            print(columns);
        }
        shown.rows().ifPresent(rows -> print(shown, rows));
    }

    private void print(Table table) {
        (plain ? table.plain() : table).print(out);
    }

    private void print(ShownStage shown, Iterator<List<@Nullable String>> rows) {
        long printed = 0;
        do {
            Table table = table(shown.columns());
            while (rows.hasNext() && table.size() < AT_ONCE) {
                table.row(rows.next().stream()
                        .map(cell -> cell == null ? "NULL" : cell)
                        .toList());
            }
            printed += table.size();
            print(table);
        } while (rows.hasNext());
        String of = printed < shown.count() ? printed + " of " : "";
        out.println("(" + of + Table.count(shown.count(), "row") + ")");
    }

    private static Table table(List<ShownStage.Column> columns) {
        Table table = new Table(columns.stream().map(ShownStage.Column::name).toList());
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isNumber()) {
                table.right(i);
            }
        }
        return table;
    }
}
