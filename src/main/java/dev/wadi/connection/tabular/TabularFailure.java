package dev.wadi.connection.tabular;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What DuckDB says of files, in a line without rows of data and without the temporary names of files. */
final class TabularFailure {

    private static final Pattern CSV_LINE = Pattern.compile("CSV Error on Line: (\\d+)");
    private static final Pattern FOUND = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");
    private static final Pattern CONVERTED =
            Pattern.compile("Error when converting column \"(.*?)\"\\. .* to '(.*?)'", Pattern.DOTALL);
    /** Lines of the message that hold no data; the others may. */
    private static final Pattern KNOWN = Pattern.compile(
            "(?m)^(?:Value with unterminated quote found|Maximum line size of \\d+ bytes exceeded|Invalid unicode).*$");

    private static final Pattern FILE = Pattern.compile("(?m)^ *file = (.*)$");
    private static final Pattern NATIVE =
            Pattern.compile("(?s)CDataJniException\\{errno=-?\\d+, message=(.*?)\\}?\\s*$");
    private static final Pattern TRAILER = Pattern.compile("(?s)\\n+LINE \\d+: .*");
    private static final Pattern KIND = Pattern.compile("^(?:\\[errno -?\\d+\\] )?[A-Z][A-Za-z/ ]* Error: ");
    private static final Pattern VALUE = Pattern.compile("'(?:[^']|'')*'(?= (?:to|can't|could))|\"[^\"]*\"(?= to )");

    private TabularFailure() {}

    /** A failure of reading in our words. */
    static IOException of(Throwable failure, Format format, List<FoundFile> files) {
        String message = text(failure);
        return new IOException(inOurWords(message, format, files), failure);
    }

    /** The message that matters: what comes through Arrow is wrapped. */
    static String text(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher wrapped = NATIVE.matcher(message);
        message = wrapped.find() ? wrapped.group(1) : message;
        return TRAILER.matcher(KIND.matcher(message).replaceFirst(""))
                .replaceFirst("")
                .strip();
    }

    private static String inOurWords(String message, Format format, List<FoundFile> files) {
        Matcher line = CSV_LINE.matcher(message);
        if (line.find()) {
            return csv(message, line.group(1), files);
        }
        for (FoundFile file : files) {
            if (message.contains(file.path().toString())) {
                return of(file.shown(), message.replace(file.path().toString(), file.shown()));
            }
        }
        String where = files.size() == 1 ? files.get(0).shown() + ": " : "";
        return where + (where.isEmpty() ? "cannot read " + format + ": " : "") + firstLine(message);
    }

    private static String csv(String message, String line, List<FoundFile> files) {
        String where = files.get(0).shown();
        Matcher file = FILE.matcher(message);
        if (file.find()) {
            for (FoundFile found : files) {
                where = found.path().toString().equals(file.group(1).strip()) ? found.shown() : where;
            }
        }
        return where + ", line " + line + ": " + csvReason(message);
    }

    private static String csvReason(String message) {
        Matcher found = FOUND.matcher(message);
        if (found.find()) {
            return "has " + found.group(2) + (found.group(2).equals("1") ? " field" : " fields") + " where "
                    + found.group(1) + (found.group(1).equals("1") ? " is" : " are") + " expected";
        }
        Matcher converted = CONVERTED.matcher(message);
        if (converted.find()) {
            return "the value of column '" + converted.group(1) + "' is no " + converted.group(2)
                    + ". Declare another type for it in fields";
        }
        Matcher known = KNOWN.matcher(message);
        if (known.find()) {
            return known.group().strip().replaceFirst("\\.$", "");
        }
        return "cannot be read as CSV";
    }

    private static String of(String shown, String message) {
        if (message.contains("No magic bytes") || message.contains("too small to be a Parquet")) {
            return shown + ": is no whole Parquet file; it may be cut off";
        }
        String rest = firstLine(message)
                .replace("File '" + shown + "'", "it")
                .replace(" in file \"" + shown + "\"", "")
                .replace("file \"" + shown + "\"", "it")
                .replace("file '" + shown + "'", "it");
        return shown + ": " + rest;
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return VALUE.matcher(line).replaceAll("a value").replaceFirst("\\.$", "");
    }
}
