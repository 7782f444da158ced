package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.connection.IniFile.Section;
import dev.wadi.connection.IniFile.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the package indexes of a {@code pip.conf} or of the option lines of a {@code requirements.txt}, the main one first.
 * Whatever else these files say is pip's.
 */
final class PipReader {

    private static final Pattern SECTION = Pattern.compile("(?m)^\\[[^]\\n]+]\\s*$");
    private static final Pattern OPTION = Pattern.compile(
            "\\s*(?:(-i|--index-url|--extra-index-url)(?:\\s*=\\s*|\\s+)|(-i)(?=\\S))(\\S+)\\s*(?:\\s#.*)?");
    private static final Pattern BEGINS = Pattern.compile("\\s*(?:-i\\b|--index-url|--extra-index-url).*");
    private static final Pattern URL =
            Pattern.compile("(https?://)(?:([^/?#]*)@)?([^@\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

    private final String file;
    private final Problems problems;
    private final GivenIds ids;
    private final Map<String, Place> main = new LinkedHashMap<>();
    private final Map<String, Place> further = new LinkedHashMap<>();

    PipReader(String file, Problems problems, GivenIds ids) {
        this.file = file;
        this.problems = problems;
        this.ids = ids;
    }

    List<ConnectionDefinition> read(String text) {
        if (SECTION.matcher(text).find()) {
            new IniFile(file, problems).read(text).forEach(this::section);
        } else {
            requirements(text.lines().toList());
        }
        Map<String, Place> urls = new LinkedHashMap<>(main);
        further.forEach(urls::putIfAbsent);
        if (urls.isEmpty() && !problems.hasErrors()) {
            problems.warning(
                    Place.of(file), "", "names no package index", "Write index-url or extra-index-url into it");
        }
        List<ConnectionDefinition> definitions = new ArrayList<>();
        urls.forEach((url, place) -> definition(url, place).ifPresent(definitions::add));
        return definitions;
    }

    /** pip takes names with {@code _} or {@code -}. */
    private void section(Section section) {
        section.values().forEach((key, value) -> {
            String option = key.replace('_', '-').replaceFirst("^--", "");
            if (option.equals("index-url")) {
                urls(value, main);
            } else if (option.equals("extra-index-url")) {
                urls(value, further);
            }
        });
    }

    private static void urls(Value value, Map<String, Place> into) {
        for (String url : value.text().split("\\s+", -1)) {
            if (!url.isEmpty()) {
                into.putIfAbsent(url, value.place());
            }
        }
    }

    private void requirements(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!BEGINS.matcher(line).matches()) {
                continue;
            }
            Place place =
                    new Place(file, i + 1, line.length() - line.stripLeading().length() + 1);
            Matcher option = OPTION.matcher(line);
            if (!option.matches()) {
                problems.error(place, "", "an option without one URL", "Write --index-url and the URL of the index");
                continue;
            }
            boolean isFurther = "--extra-index-url".equals(option.group(1));
            (isFurther ? further : main).putIfAbsent(option.group(3), place);
        }
    }

    private Optional<ConnectionDefinition> definition(String written, Place place) {
        Matcher variable = VARIABLE.matcher(written);
        if (variable.find()) {
            String name = variable.group(1);
            return refused(
                    place,
                    "takes ${" + name + "} from the environment of pip",
                    "Write its value, and {{env:" + name + "}} into the connection afterwards");
        }
        Matcher url = URL.matcher(written);
        if (!url.matches()) {
            return refused(
                    place,
                    "is not the URL of an index",
                    "Write it with its https://, such as https://example.com/simple");
        }
        String user = url.group(2) == null ? "" : url.group(2);
        if (user.startsWith(":") && user.length() > 1) {
            return refused(
                    place,
                    "has a password without a login, which a connection does not send",
                    "Write a login before the password");
        }
        return Optional.of(definition(url.group(1) + url.group(3), user, place));
    }

    /** @param user the login, or the login and the password with {@code :} between them, encoded */
    private ConnectionDefinition definition(String url, String user, Place place) {
        String connId = ids.next().orElseThrow();
        int colon = user.indexOf(':');
        String login = Percent.decode(colon < 0 ? user : user.substring(0, colon));
        return new ConnectionDefinition(
                connId,
                "package_index",
                null,
                url,
                login.isEmpty() ? null : login,
                login.isEmpty() || colon < 0 ? null : Percent.decode(user.substring(colon + 1)),
                null,
                null,
                Map.of(),
                new DefinitionReader(connId, place, problems).originAt(place));
    }

    private Optional<ConnectionDefinition> refused(Place place, String what, String fix) {
        problems.error(place, "", what, fix);
        return Optional.empty();
    }
}
