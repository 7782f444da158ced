package dev.wadi.connection.camel;

import dev.wadi.spi.SettingProblems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** The options of a component and its endpoints, as the catalogue has them. */
record ComponentOptions(ComponentModel model) {

    /** Options that name a class or a JNDI entry to be loaded, or a login module. */
    private static final Pattern LOADS_CODE =
            Pattern.compile("(?i).*(class(es|name)?|factory|serializer|interceptors?|reporters?|partitioner|assignor"
                    + "|jaas\\w*|jndi\\w*|callbackhandler\\w*|driver|initialcontext\\w*|additionalproperties)");

    /** Options that say where the outside system is and who asks, where the catalogue's group does not. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)(host(s|name)?|port|brokers|brokerurl|servers?|url|uri|"
            + "address(es)?|nodes|endpoint|connectionstring|connectionuristring|user(name)?|login|account)");

    /** What has no place in the part of a URI that holds the address. */
    private static final Pattern SMUGGLES = Pattern.compile("[?#&%@\\\\\\s\\p{Cntrl}]");

    /** What Camel takes for a time; it takes other words for 0. */
    private static final Pattern DURATION = Pattern.compile("-?\\d{1,15}|(\\d{1,9}(ms|s|m|h|d))+");

    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0");

    /** All options of that name: of the component, of its endpoints, or of both. */
    List<BaseOptionModel> named(String name) {
        return all().filter(option -> option.getName().equals(name)).toList();
    }

    private Stream<BaseOptionModel> all() {
        return Stream.concat(model.getEndpointOptions().stream(), model.getComponentOptions().stream());
    }

    boolean isOfComponent(String name) {
        return model.getComponentOptions().stream()
                .anyMatch(option -> option.getName().equals(name));
    }

    boolean isParameter(String name) {
        return model.getEndpointParameterOptions().stream()
                .anyMatch(option -> option.getName().equals(name));
    }

    boolean isPath(String name) {
        return model.getEndpointPathOptions().stream()
                .anyMatch(option -> option.getName().equals(name));
    }

    boolean isSecret(String name) {
        return named(name).stream().anyMatch(BaseOptionModel::isSecret);
    }

    /** Whether it says where the outside system is or who asks, so that a route must not replace it. */
    boolean isAddressOrCredential(String name) {
        return isPath(name)
                || ADDRESS.matcher(name).matches()
                || named(name).stream().anyMatch(option -> option.isSecret() || "security".equals(option.getGroup()));
    }

    /** Reports what the component does not accept. */
    void check(Map<String, Object> properties, SettingProblems problems) {
        properties.forEach((name, value) -> check("extra.properties." + name, name, value, problems));
    }

    private void check(String setting, String name, @Nullable Object value, SettingProblems problems) {
        List<BaseOptionModel> options = named(name);
        if (options.isEmpty()) {
            problems.problem(
                    setting,
                    "the component '" + model.getScheme() + "' has no such option",
                    Nearby.didYouMean(name, settable()) + "Camel's page of the component lists them");
            return;
        }
        BaseOptionModel option = options.get(0);
        if (LOADS_CODE.matcher(name).matches()) {
            problems.problem(setting, "would load a class or a login module that the file names", "Remove it");
        } else if (!isSimple(option)) {
            problems.problem(setting, "takes a Java object, which a file cannot give", "Remove it");
        } else if (converted(option, value) == null) {
            String was = isSecret(name) || !isScalar(value) ? "" : ", was '" + value + "'";
            problems.problem(setting, "must be " + wanted(option) + was, "Change it, or remove it");
        } else if (isPath(name) && SMUGGLES.matcher(String.valueOf(value)).find()) {
            problems.problem(setting, "has characters that an address cannot have", "Remove them");
        }
    }

    private List<String> settable() {
        return all().filter(ComponentOptions::isSimple)
                .map(BaseOptionModel::getName)
                .filter(name -> !LOADS_CODE.matcher(name).matches())
                .distinct()
                .toList();
    }

    private static boolean isSimple(BaseOptionModel option) {
        return !option.isMultiValue() && !Set.of("object", "array").contains(String.valueOf(option.getType()));
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static String wanted(BaseOptionModel option) {
        return switch (String.valueOf(option.getType())) {
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "duration" -> "a time such as 5s, or a number of milliseconds";
            case "enum" -> "one of " + String.join(", ", new TreeSet<>(option.getEnums()));
            default -> "text";
        };
    }

    /** The values as the component's setters take them; those that are absent are left out. */
    Map<String, Object> converted(Map<String, Object> properties) {
        Map<String, Object> values = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            Object converted =
                    named(name).isEmpty() ? null : converted(named(name).get(0), value);
            if (converted != null) {
                values.put(name, converted);
            }
        });
        return values;
    }

    private static @Nullable Object converted(BaseOptionModel option, @Nullable Object value) {
        if (!isScalar(value)) {
            return null;
        }
        String text = String.valueOf(value);
        return switch (String.valueOf(option.getType())) {
            case "boolean" -> truth(text);
            case "integer" -> text.matches("-?\\d{1,18}") ? text : null;
            case "number" -> text.matches("-?\\d+(\\.\\d+)?") ? text : null;
            case "duration" -> millis(text);
            case "enum" -> choice(option, text);
            default -> text;
        };
    }

    private static @Nullable Boolean truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? Boolean.TRUE : FALSE.contains(word) ? Boolean.FALSE : null;
    }

    private static @Nullable String millis(String text) {
        return DURATION.matcher(text).matches() ? Long.toString(TimeUtils.toMilliSeconds(text)) : null;
    }

    private static @Nullable String choice(BaseOptionModel option, String text) {
        List<String> enums = option.getEnums() == null ? List.of(text) : option.getEnums();
        return enums.stream().filter(text::equalsIgnoreCase).findFirst().orElse(null);
    }

    /**
     * What follows the scheme in the endpoint's URI: the parts that the connection gives, in their places, and the route's
     * path in a place that is left. The component decodes all of it.
     */
    String remaining(Map<String, Object> values, String path) {
        List<Part> parts = parts();
        if (parts.stream().noneMatch(part -> values.containsKey(part.name()))) {
            return path;
        }
        Part open = path.isEmpty() ? null : open(parts, values, path);
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            Object value = values.get(part.name());
            String written = part.equals(open) ? path : value == null ? "" : encoded(value);
            if (!written.isEmpty()) {
                text.append(text.isEmpty() ? "" : part.before()).append(written);
            }
        }
        return text.toString();
    }

    private static String encoded(Object value) {
        return String.valueOf(value).replace("%", "%25");
    }

    /** Where the route's path goes: to the first part that must be given, else to the last that may be. */
    private Part open(List<Part> parts, Map<String, Object> values, String path) {
        List<Part> free =
                parts.stream().filter(part -> !values.containsKey(part.name())).toList();
        if (free.isEmpty()) {
            throw new IllegalArgumentException("the connection gives all of the path of '" + model.getScheme()
                    + ":', so '" + path + "' has no place");
        }
        return free.stream()
                .filter(part -> named(part.name()).stream().anyMatch(BaseOptionModel::isRequired))
                .findFirst()
                .orElse(free.get(free.size() - 1));
    }

    private record Part(String before, String name) {}

    private List<Part> parts() {
        String syntax = model.getSyntax().substring(model.getSyntax().indexOf(':') + 1);
        List<Part> parts = new ArrayList<>();
        var matcher = Pattern.compile("(\\W*)(\\w+)").matcher(syntax);
        while (matcher.find()) {
            parts.add(new Part(matcher.group(1), matcher.group(2)));
        }
        return parts;
    }
}
