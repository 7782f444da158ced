package dev.wadi.config;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what the YAML parser found, without the line it found it in, which may hold a password. */
final class YamlErrors {

    private YamlErrors() {}

    static Problem problem(Place place, MarkedYamlEngineException e) {
        String reason = String.valueOf(e.getProblem());
        return Problem.error(place, "", "is not YAML: " + shortened(reason), fix(reason));
    }

    private static String shortened(String reason) {
        String first = reason.lines().findFirst().orElse("");
        int hint = first.indexOf(". (");
        return (hint < 0 ? first : first.substring(0, hint)).strip();
    }

    private static String fix(String reason) {
        if (reason.contains("TAB")) {
            return "Indent with spaces";
        }
        if (reason.contains("mapping values are not allowed")) {
            return "Check the indentation, and put a value that holds ': ' into quotes";
        }
        if (reason.contains("cannot start any token")) {
            return "Put a value that begins with this character into quotes";
        }
        if (reason.contains("end of stream")) {
            return "Close the quotes or brackets that are open";
        }
        if (reason.contains("escape")) {
            return "Use single quotes, in which a backslash is only a backslash";
        }
        return "Check indentation and quotes here and on the line before";
    }
}
