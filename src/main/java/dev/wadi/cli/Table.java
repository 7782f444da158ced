package dev.wadi.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Help.Ansi;

/**
 * Rows of text under headings, aligned, at most so wide as a line may be: the widest columns give way, and what is cut off
 * ends in {@code …}. Not thread-safe.
 */
final class Table {

    /** The width that all output keeps to. */
    static final int WIDTH = 100;

    private static final String GAP = "  ";

    private final List<String> headings;
    private final Set<Integer> right = new TreeSet<>();
    private final Set<Integer> ends = new TreeSet<>();
    private final List<List<String>> rows = new ArrayList<>();
    private int width = WIDTH;
    private Ansi ansi = Ansi.AUTO;

    Table(String... headings) {
        this(Arrays.asList(headings));
    }

    Table(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    /** Aligns a column of numbers to the right. */
    Table right(int column) {
        right.add(column);
        return this;
    }

    /** Cuts a column off at its beginning, because its end says more. */
    Table keepEnd(int column) {
        ends.add(column);
        return this;
    }

    /** Cuts nothing off. */
    Table unbounded() {
        width = Integer.MAX_VALUE;
        return this;
    }

    /** Shows no heading in bold, for what is no terminal. */
    Table plain() {
        ansi = Ansi.OFF;
        return this;
    }

    /** Adds a row; a new line or another control character in a cell is shown as a sign. */
    Table row(String... cells) {
        return row(Arrays.asList(cells));
    }

    Table row(List<String> cells) {
        rows.add(cells.stream().map(Table::oneLine).toList());
        return this;
    }

    int size() {
        return rows.size();
    }

    void print(PrintStream out) {
        int[] widths = widths();
        out.println(ansi.string("@|bold " + escaped(line(headings, widths)) + "|@"));
        printRows(out, widths);
    }

    /** The rows alone, for what needs no headings. */
    void printRows(PrintStream out) {
        printRows(out, widths());
    }

    private void printRows(PrintStream out, int[] widths) {
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String escaped(String text) {
        return text.replace("@|", "@ |").replace("|@", "| @");
    }

    private int[] widths() {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    length(headings.get(i)),
                    rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0));
        }
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
        for (; excess > 0; excess--) {
            int widest = widest(widths);
            if (widths[widest] <= 8) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            if (widths[i] > widths[widest]) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cut(cells.get(i), widths[i], ends.contains(i));
            String space = " ".repeat(widths[i] - length(cell));
            line.append(i == 0 ? "" : GAP).append(right.contains(i) ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String cell, int width, boolean keepEnd) {
        int excess = length(cell) - width;
        if (excess <= 0) {
            return cell;
        }
        return keepEnd
                ? "…" + cell.substring(cell.offsetByCodePoints(0, excess + 1))
                : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String oneLine(String cell) {
        String line = cell.replace("\r\n", "⏎").replace('\n', '⏎').replace('\t', ' ');
        return line.chars().anyMatch(Character::isISOControl) ? line.replaceAll("\\p{Cntrl}", "�") : line;
    }

    /** {@code 1 file}, {@code 2 files}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
