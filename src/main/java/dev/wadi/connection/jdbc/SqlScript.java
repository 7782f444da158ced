package dev.wadi.connection.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The statements of a text, parted by semicolons, for drivers that take one at a time. */
public final class SqlScript {

    /** What has statements inside, which only the database can part. */
    private static final Pattern ROUTINE = Pattern.compile(
            "(?is)^(/\\*.*?\\*/|--[^\n]*\n|\\s)*create\\b[^;('\"]*?\\b(trigger|procedure|function|event|package)\\b.*");

    private final String text;
    private final boolean backslashes;
    private int at;

    private SqlScript(String text, boolean backslashes) {
        this.text = text;
        this.backslashes = backslashes;
    }

    /**
     * The statements, without the semicolons between them and without empty ones. From one that makes a routine on, the rest is
     * one statement.
     *
     * @param backslashes whether a backslash in a text takes the meaning of the next character, as in MySQL
     */
    public static List<String> split(String text, boolean backslashes) {
        return new SqlScript(text, backslashes).split();
    }

    private List<String> split() {
        List<String> statements = new ArrayList<>();
        int begin = 0;
        boolean something = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                if (something && ROUTINE.matcher(text.substring(begin, at)).matches()) {
                    break;
                }
                if (something) {
                    statements.add(text.substring(begin, at).strip());
                }
                at++;
                begin = at;
                something = false;
            } else if (!skipComment()) {
                something |= !Character.isWhitespace(c);
                skip(c);
            }
        }
        if (something) {
            statements.add(text.substring(begin).strip());
        }
        return statements;
    }

    private boolean skipComment() {
        if (text.startsWith("--", at) || backslashes && text.charAt(at) == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            return true;
        }
        // MySQL runs what is in /*! */
        if (text.startsWith("/*", at) && !text.startsWith("/*!", at)) {
            int end = text.indexOf("*/", at + 2);
            at = end < 0 ? text.length() : end + 2;
            return true;
        }
        return false;
    }

    private void skip(char c) {
        at++;
        if (c != '\'' && c != '"' && c != '`' && c != '[') {
            return;
        }
        char end = c == '[' ? ']' : c;
        if (c == '[' && backslashes) {
            return;
        }
        while (at < text.length() && text.charAt(at) != end) {
            at += backslashes && c != '`' && text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }
}
