package dev.wadi.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL text as its statements. Semicolons in quotes, comments, dollar quotes, and in the bodies of triggers, procedures and
 * functions part nothing.
 */
final class SqlScript {

    private static final Pattern DOLLAR_TAG = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
    private static final Pattern HAS_BODY = Pattern.compile(
            "create\\s+(?:or\\s+replace\\s+)?(?:definer\\s*=\\s*\\S+\\s+)?(?:temp\\s+|temporary\\s+)?"
                    + "(?:trigger|procedure|function|event)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Set<String> NOT_ENDS_OF_BLOCKS = Set.of("if", "loop", "while", "repeat");

    private final String text;
    private final boolean mysql;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder bare = new StringBuilder();
    private int at;
    private int start;
    private int depth;
    private String wordBefore = "";

    private SqlScript(String text, boolean mysql) {
        this.text = text;
        this.mysql = mysql;
    }

    /**
     * The statements, without the semicolons between them.
     *
     * @param mysql whether a backslash escapes in quotes and {@code #} begins a comment, as in MySQL
     */
    static List<String> statements(String text, boolean mysql) {
        SqlScript script = new SqlScript(text, mysql);
        script.split();
        return List.copyOf(script.statements);
    }

    private void split() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                quoted(c);
            } else if (isComment(c)) {
                comment();
            } else if (c == '$' && dollarQuoted()) {
                bare.append(" x ");
            } else if (Character.isLetter(c) || c == '_') {
                word();
            } else {
                plain(c);
            }
        }
        end();
    }

    private void plain(char c) {
        if (c == ';' && depth <= 0) {
            end();
        } else {
            bare.append(c);
        }
        at++;
        if (c == ';' && depth <= 0) {
            start = at;
        }
    }

    /** Ends a statement before the present place. */
    private void end() {
        if (!bare.toString().isBlank()) {
            statements.add(text.substring(start, at).strip());
        }
        bare.setLength(0);
        depth = 0;
        wordBefore = "";
    }

    private void quoted(char quote) {
        boolean escapes = quote != '`' && (mysql || quote == '\'' && isEscapeString());
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == quote) {
                break; // a doubled quote begins the next one, which comes to the same
            }
        }
        at = Math.min(at + 1, text.length());
        bare.append(" x ");
    }

    /** PostgreSQL's {@code E'…'}. */
    private boolean isEscapeString() {
        boolean isWord = at >= 2 && (Character.isLetterOrDigit(text.charAt(at - 2)) || text.charAt(at - 2) == '_');
        return at >= 1 && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E') && !isWord;
    }

    private boolean isComment(char c) {
        return c == '-' && text.startsWith("--", at) || c == '/' && text.startsWith("/*", at) || c == '#' && mysql;
    }

    private void comment() {
        if (text.charAt(at) != '/') {
            int line = text.indexOf('\n', at);
            at = line < 0 ? text.length() : line;
            return;
        }
        // MySQL runs what stands in /*! … */, so such a comment is part of a statement.
        if (mysql && text.startsWith("/*!", at)) {
            bare.append(" x ");
        }
        int open = 0;
        do {
            if (text.startsWith("/*", at) && (open == 0 || !mysql)) {
                open++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                open--;
                at += 2;
            } else {
                at++;
            }
        } while (open > 0 && at < text.length());
        at = Math.min(at, text.length());
        bare.append(' ');
    }

    private boolean dollarQuoted() {
        boolean inWord = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
        Matcher tag = DOLLAR_TAG.matcher(text).region(at, text.length());
        if (mysql || inWord || !tag.lookingAt()) {
            return false;
        }
        int close = text.indexOf(tag.group(), tag.end());
        at = close < 0 ? text.length() : close + tag.group().length();
        return true;
    }

    private void word() {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String word = text.substring(from, at).toLowerCase(Locale.ROOT);
        block(word);
        bare.append(word);
        wordBefore = word;
    }

    /** Counts the blocks of a body. */
    private void block(String word) {
        boolean opens = word.equals("begin") || word.equals("case") && !wordBefore.equals("end");
        if (opens && HAS_BODY.matcher(bare.toString().strip()).matches()) {
            depth++;
        } else if (word.equals("end") && depth > 0) {
            depth--;
        } else if (wordBefore.equals("end") && NOT_ENDS_OF_BLOCKS.contains(word) && isInBody()) {
            depth++; // it ended an IF or a loop, which were not counted
        }
    }

    private boolean isInBody() {
        return HAS_BODY.matcher(bare.toString().strip()).matches();
    }
}
