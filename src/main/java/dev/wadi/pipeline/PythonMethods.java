package dev.wadi.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of Python's texts, maps and lists that templates may call; there are no others. */
final class PythonMethods {

    private PythonMethods() {}

    static @Nullable Object call(Object base, Arguments arguments) {
        if (base instanceof Map<?, ?> map) {
            return map(map, arguments);
        }
        if (base instanceof List<?> list) {
            return list(list, arguments);
        }
        if (base instanceof CharSequence text) {
            return text(text.toString(), arguments);
        }
        throw new TemplateFailure("there is no function '" + arguments.function() + "' here");
    }

    private static @Nullable Object map(Map<?, ?> map, Arguments arguments) {
        return switch (arguments.function()) {
            case "get" -> {
                Object key = arguments.accept("key", "default").required(0, "key");
                yield Optional.<Object>ofNullable(map.get(key)).orElse(arguments.get(1, "default"));
            }
            case "look" -> look(map, arguments);
            case "keys" -> new ArrayList<Object>(map.keySet());
            case "values" -> new ArrayList<Object>(map.values());
            case "items" -> map.entrySet().stream()
                    .<Object>map(entry -> Arrays.asList(entry.getKey(), entry.getValue()))
                    .toList();
            default -> throw new TemplateFailure("a map has no function '" + arguments.function() + "'");
        };
    }

    private static @Nullable Object list(List<?> list, Arguments arguments) {
        return switch (arguments.function()) {
            case "look" -> look(list, arguments);
            case "index" -> list.indexOf(arguments.accept("value").get(0, "value"));
            case "count" -> {
                Object value = arguments.accept("value").get(0, "value");
                yield list.stream().filter(item -> Objects.equals(item, value)).count();
            }
            default -> throw new TemplateFailure("a list has no function '" + arguments.function() + "'");
        };
    }

    private static @Nullable Object look(Object data, Arguments arguments) {
        String path = arguments.accept("path", "default").required(0, "path").toString();
        return ApiFunctions.look(path, data, arguments.get(1, "default"));
    }

    private static Object text(String text, Arguments arguments) {
        return switch (arguments.function()) {
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "strip" -> text.strip();
            case "lstrip" -> text.stripLeading();
            case "rstrip" -> text.stripTrailing();
            case "title" -> Pattern.compile("\\b\\p{L}")
                    .matcher(text.toLowerCase(Locale.ROOT))
                    .replaceAll(first -> first.group().toUpperCase(Locale.ROOT));
            case "startswith" -> text.startsWith(arguments.required(0, "prefix").toString());
            case "endswith" -> text.endsWith(arguments.required(0, "suffix").toString());
            case "replace" -> text.replace(
                    arguments.required(0, "old").toString(),
                    arguments.required(1, "new").toString());
            case "split" -> split(text, arguments.text(0, "sep"));
            case "join" -> join(text, arguments.required(0, "iterable"));
            case "find" -> text.indexOf(arguments.required(0, "sub").toString());
            case "zfill" -> "0".repeat(Math.max(0, (int) ApiFunctions.whole(arguments.get(0, "width")) - text.length()))
                    + text;
            case "isdigit" -> text.matches("\\d+");
            default -> throw new TemplateFailure("a text has no function '" + arguments.function() + "'");
        };
    }

    private static List<String> split(String text, @Nullable String separator) {
        if (separator == null) {
            return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        }
        return List.of(text.split(Pattern.quote(separator), -1));
    }

    private static String join(String separator, Object items) {
        if (!(items instanceof Iterable<?> all)) {
            throw new TemplateFailure("join() needs a list");
        }
        List<String> texts = new ArrayList<>();
        all.forEach(item -> texts.add(String.valueOf(item)));
        return String.join(separator, texts);
    }
}
