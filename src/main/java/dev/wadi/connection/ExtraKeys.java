package dev.wadi.connection;

import dev.wadi.config.Nearest;
import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.spi.Field;
import dev.wadi.spi.SettingProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of one extra: settings take theirs, and what no setting took is refused, ignored, unknown or left over. */
final class ExtraKeys {

    /** With which Airflow once began the keys that its forms had for a type. */
    private static final Pattern OLD_PREFIX = Pattern.compile("^extra__.+?__");

    private final Map<String, @Nullable Object> extra;
    private final String connType;
    private final SettingsForm form;
    private final SettingProblems problems;
    private final boolean isOurs;
    private final Set<String> taken = new HashSet<>();

    /** @param isOurs whether Airflow has no say in the keys, so that an unknown one can only be a mistake */
    ExtraKeys(
            Map<String, @Nullable Object> extra,
            String connType,
            SettingsForm form,
            SettingProblems problems,
            boolean isOurs) {
        this.extra = extra;
        this.connType = connType;
        this.form = form;
        this.problems = problems;
        this.isOurs = isOurs;
    }

    /** The value of a setting, under its key, an alias or its old name; the first that is not empty. */
    @Nullable
    Object take(Item item) {
        Object found = null;
        List<String> keys = new ArrayList<>(List.of(item.key()));
        keys.addAll(Arrays.asList(item.setting().aliases()));
        keys.add("extra__" + connType + "__" + item.key());
        for (String key : keys) {
            Object value = at(extra, key);
            if (value != null || extra.containsKey(key)) {
                taken.add(key);
            }
            if (found == null && value != null && !value.equals("")) {
                found = value;
            }
        }
        return found;
    }

    private static @Nullable Object at(Map<?, ?> object, String key) {
        if (object.containsKey(key)) {
            return object.get(key);
        }
        int dot = key.indexOf('.');
        if (dot < 0 || !(object.get(key.substring(0, dot)) instanceof Map<?, ?> inner)) {
            return null;
        }
        return at(inner, key.substring(dot + 1));
    }

    /** Reports the keys that no setting took; gives those that a form with {@link Field#LEFTOVERS} keeps. */
    Map<String, Object> leftovers() {
        Map<String, Object> leftovers = new LinkedHashMap<>();
        boolean keepsLeftovers = !form.in(Field.LEFTOVERS).isEmpty();
        for (Map.Entry<String, @Nullable Object> entry : extra.entrySet()) {
            String key = entry.getKey();
            if (taken.contains(key) || isRefused(key) || isIgnored(key) || isGroup(key, entry.getValue())) {
                continue;
            }
            if (!keepsLeftovers) {
                reportUnknown(key);
            } else if (entry.getValue() != null) {
                leftovers.put(key, entry.getValue());
            }
        }
        return leftovers;
    }

    private boolean isRefused(String key) {
        String folded = Keys.fold(OLD_PREFIX.matcher(key).replaceFirst(""));
        for (SettingsForm.Refused refused : form.refused()) {
            if (!refused.isField() && Keys.fold(refused.name()).equals(folded)) {
                problems.problem("extra." + key, refused.because(), refused.instead());
                return true;
            }
        }
        return false;
    }

    private boolean isIgnored(String key) {
        for (SettingsForm.Ignored ignored : form.ignored()) {
            if (ignored.key().equals(key)) {
                problems.warning("extra." + key, ignored.because(), "It is kept and has no effect here");
                return true;
            }
        }
        return false;
    }

    /** An object of which some keys are settings ({@code service_config.s3.endpoint_url}). */
    private boolean isGroup(String key, @Nullable Object value) {
        List<Item> below = form.in(Field.EXTRA).stream()
                .filter(item -> item.key().startsWith(key + "."))
                .toList();
        if (below.isEmpty() || !(value instanceof Map<?, ?> group)) {
            return false;
        }
        group.forEach((name, inner) -> checkGroup(key + "." + name, inner, below));
        return true;
    }

    private void checkGroup(String key, @Nullable Object value, List<Item> below) {
        if (below.stream().anyMatch(item -> item.key().equals(key))) {
            return;
        }
        boolean hasSettings = below.stream().anyMatch(item -> item.key().startsWith(key + "."));
        if (hasSettings && value instanceof Map<?, ?> group) {
            group.forEach((name, inner) -> checkGroup(key + "." + name, inner, below));
        } else {
            reportUnknown(key);
        }
    }

    private void reportUnknown(String key) {
        List<String> known = form.in(Field.EXTRA).stream().map(Item::key).toList();
        if (isOurs) {
            reportUnknown("extra.", key, known, problems);
            return;
        }
        String whose = connType.isEmpty() ? "" : " of a connection of type '" + connType + "'";
        problems.warning(
                "extra." + key,
                "unknown key" + whose,
                Nearest.didYouMean(key, known) + "It is kept and has no effect here");
    }

    /** Reports a key below {@code path} that is ours to know, and unknown. */
    static void reportUnknown(String path, String key, List<String> known, SettingProblems problems) {
        problems.problem(
                path + key, "unknown key", Nearest.didYouMean(key, known) + "It may hold " + String.join(", ", known));
    }
}
