package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an ini file as Python's ConfigParser does: a value goes on in lines that are indented, comments have lines of their
 * own, keys are lower case, and what is under {@code [DEFAULT]} counts in all sections.
 */
final class IniFile {

    private final String file;
    private final Problems problems;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private @Nullable Section section;
    private @Nullable String key;

    IniFile(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** A section, and the values in it by key. */
    record Section(String name, Place place, Map<String, Value> values) {}

    /** A value, of several lines perhaps. */
    record Value(String text, Place place) {}

    /** The sections in their order, with the defaults. */
    List<Section> read(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String stripped = line.strip();
            if (stripped.startsWith("#") || stripped.startsWith(";")) {
                continue;
            }
            if (!stripped.isEmpty()) {
                int indent = line.length() - line.stripLeading().length();
                line(stripped, indent, new Place(file, number, indent + 1));
            }
        }
        Section defaults = sections.remove("DEFAULT");
        if (defaults != null) {
            sections.values().forEach(one -> defaults.values().forEach(one.values()::putIfAbsent));
        }
        return List.copyOf(sections.values());
    }

    private void line(String line, int indent, Place place) {
        if (indent > 0 && section != null && key != null) {
            section.values()
                    .computeIfPresent(key, (name, value) -> new Value(value.text() + "\n" + line, value.place()));
            return;
        }
        key = null;
        if (line.startsWith("[") && line.endsWith("]")) {
            begin(line.substring(1, line.length() - 1), place);
            return;
        }
        if (section == null) {
            problems.error(place, "", "stands before the first section", "Write [a name] above it");
            return;
        }
        int end = delimiter(line);
        if (end < 0) {
            problems.error(place, section.name(), "a line without =", "Write key = value, or # before a comment");
            return;
        }
        put(section, line.substring(0, end).strip().toLowerCase(Locale.ROOT), line.substring(end + 1), place);
    }

    private void put(Section into, String name, String value, Place place) {
        Value before = into.values().putIfAbsent(name, new Value(value.strip(), place));
        if (before != null) {
            problems.error(
                    place,
                    into.name() + "." + DefinitionReader.shown(name),
                    "is there twice, first on line " + before.place().line(),
                    "Remove one of the two");
        }
        key = name;
    }

    private void begin(String name, Place place) {
        Section begun = new Section(name, place, new LinkedHashMap<>());
        Section before = sections.putIfAbsent(name, begun);
        if (before != null) {
            problems.error(
                    place,
                    "",
                    "the section '" + DefinitionReader.shown(name) + "' is there twice, first on line "
                            + before.place().line(),
                    "Remove one of the two");
        }
        section = begun;
    }

    private static int delimiter(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    }
}
