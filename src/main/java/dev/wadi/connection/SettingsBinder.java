package dev.wadi.connection;

import dev.wadi.config.Nearest;
import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.connection.SettingsForm.Kind;
import dev.wadi.spi.Field;
import dev.wadi.spi.SettingProblems;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a settings record from what a definition says, reporting everything that is wrong with it. Values have their
 * placeholders resolved before; {@link Unresolved} stands for one that cannot be resolved yet.
 */
final class SettingsBinder {

    /** A value that is not known while a file is only checked. */
    enum Unresolved {
        VALUE
    }

    /** With which Airflow once began the keys that its forms had for a type. */
    private static final Pattern OLD_PREFIX = Pattern.compile("^extra__.+?__");

    private final String connType;
    private final SettingsForm form;
    private final SettingProblems problems;
    private final boolean isOurs;
    private final Set<String> consumed = new LinkedHashSet<>();
    private boolean failed;
    private boolean incomplete;

    /** @param isOurs whether Airflow has no say in the keys, so that an unknown one can only be a mistake */
    private SettingsBinder(String connType, SettingsForm form, SettingProblems problems, boolean isOurs) {
        this.connType = connType;
        this.form = form;
        this.problems = problems;
        this.isOurs = isOurs;
    }

    /**
     * Binds the fields and extra of a connection.
     *
     * @param fields the fields that are present, by name; {@code extra} is not among them
     * @param extra resolved, without {@code wadi}
     * @param wadi what stands under {@code extra.wadi}
     * @return the record, or nothing when there were problems or a value is not known yet
     */
    static <S extends Record> Optional<S> bind(
            String connType,
            Class<S> type,
            Map<String, Object> fields,
            Map<String, @Nullable Object> extra,
            Map<String, @Nullable Object> wadi,
            SettingProblems problems) {
        return new SettingsBinder(connType, SettingsForm.of(type), problems, false).bind(type, fields, extra, wadi);
    }

    private <S extends Record> Optional<S> bind(
            Class<S> type,
            Map<String, Object> fields,
            Map<String, @Nullable Object> extra,
            Map<String, @Nullable Object> wadi) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Item item : form.items()) {
            values.add(value(item, fields, extra, wadi));
        }
        checkFields(fields);
        checkExtra(extra, values);
        return make(type, values);
    }

    /** Binds an object inside extra; its keys stand below {@code path}. */
    private static <S extends Record> Optional<S> bindNested(
            String path, Class<S> type, Map<String, @Nullable Object> object, SettingProblems problems) {
        SettingProblems there = new SettingProblems() {
            @Override
            public void problem(String setting, String what, String fix) {
                problems.problem(below(setting), what, fix);
            }

            @Override
            public void warning(String setting, String what, String fix) {
                problems.warning(below(setting), what, fix);
            }

            private String below(String setting) {
                return setting.startsWith("extra.") ? path + setting.substring("extra".length()) : path;
            }
        };
        return new SettingsBinder("", SettingsForm.of(type), there, path.startsWith("extra.wadi."))
                .bind(type, Map.of(), object, Map.of());
    }

    private @Nullable Object value(
            Item item,
            Map<String, Object> fields,
            Map<String, @Nullable Object> extra,
            Map<String, @Nullable Object> wadi) {
        Object written =
                switch (item.setting().field()) {
                    case EXTRA -> inExtra(item, extra);
                    case WADI -> wadi.get(item.key());
                    case LEFTOVERS -> null; // filled by checkExtra, when it is known what is left
                    default -> fields.get(item.key());
                };
        if (written == null || written.equals("")) {
            return absent(item);
        }
        if (holdsUnresolved(written)) {
            incomplete = true;
            return null;
        }
        return converted(item, written);
    }

    private @Nullable Object inExtra(Item item, Map<String, @Nullable Object> extra) {
        Object found = null;
        List<String> keys = new ArrayList<>(List.of(item.key()));
        keys.addAll(Arrays.asList(item.setting().aliases()));
        keys.add("extra__" + connType + "__" + item.key());
        for (String key : keys) {
            Object value = at(extra, key);
            if (value != null || extra.containsKey(key)) {
                consumed.add(key);
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

    private @Nullable Object absent(Item item) {
        if (item.setting().required()) {
            fail(item, "is missing", "Set it" + example(item));
            return null;
        }
        if (!item.setting().defaultValue().isEmpty()) {
            return converted(item, item.setting().defaultValue());
        }
        return zero(item.type());
    }

    private static @Nullable Object zero(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == double.class) {
            return 0d;
        }
        return null;
    }

    private @Nullable Object converted(Item item, Object written) {
        try {
            Object value = SettingValue.convert(item, written);
            return item.kind() == Kind.RECORD ? nested(item, (Map<?, ?>) value) : value;
        } catch (SettingValue.UnfitException e) {
            String was = item.setting().secret() ? "" : ", was " + shown(written);
            fail(item, e.getMessage() + was, "Change it" + orRemove(item));
            return null;
        }
    }

    private @Nullable Object nested(Item item, Map<?, ?> object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.forEach((key, value) -> members.put(String.valueOf(key), value));
        Optional<? extends Record> made =
                bindNested(item.path(), item.type().asSubclass(Record.class), members, problems);
        failed |= made.isEmpty();
        return made.orElse(null);
    }

    private void fail(Item item, String what, String fix) {
        failed = true;
        problems.problem(item.path(), what, fix);
    }

    private static String example(Item item) {
        return item.setting().example().isEmpty()
                ? ""
                : ", for example " + item.setting().example();
    }

    private static String orRemove(Item item) {
        String value = item.setting().defaultValue();
        if (item.setting().required()) {
            return "";
        }
        return value.isEmpty() ? ", or remove the line" : ", or remove the line to use " + value;
    }

    private static String shown(Object written) {
        return written instanceof Map || written instanceof List ? "a list or an object" : written.toString();
    }

    /** Fields that are set and that the type has no setting for. */
    private void checkFields(Map<String, Object> fields) {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            String name = field.getKey();
            boolean known = form.items().stream().anyMatch(item -> item.path().equals(name));
            if (known || field.getValue().equals("")) {
                continue;
            }
            Optional<SettingsForm.Refused> refused = form.refused().stream()
                    .filter(r -> r.isField() && r.name().equals(name))
                    .findFirst();
            if (refused.isPresent()) {
                failed = true;
                problems.problem(name, refused.get().because(), refused.get().instead());
            } else if (!name.equals("description")) {
                problems.warning(name, "a connection of type '" + connType + "' does not use it", "Remove it");
            }
        }
    }

    private void checkExtra(Map<String, @Nullable Object> extra, List<@Nullable Object> values) {
        Map<String, Object> leftovers = new LinkedHashMap<>();
        boolean keepsLeftovers = !form.in(Field.LEFTOVERS).isEmpty();
        for (Map.Entry<String, @Nullable Object> entry : extra.entrySet()) {
            String key = entry.getKey();
            if (consumed.contains(key) || isRefused(key) || isIgnored(key) || isGroup(key, entry.getValue())) {
                continue;
            }
            if (!keepsLeftovers) {
                warnUnknown(key);
            } else if (entry.getValue() != null) {
                leftovers.put(key, entry.getValue());
            }
        }
        for (int i = 0; i < form.items().size(); i++) {
            if (form.items().get(i).setting().field() == Field.LEFTOVERS) {
                values.set(i, leftovers);
                incomplete |= holdsUnresolved(leftovers);
            }
        }
    }

    private boolean isRefused(String key) {
        String folded = Keys.fold(OLD_PREFIX.matcher(key).replaceFirst(""));
        for (SettingsForm.Refused refused : form.refused()) {
            if (!refused.isField() && Keys.fold(refused.name()).equals(folded)) {
                failed = true;
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
            warnUnknown(key);
        }
    }

    private void warnUnknown(String key) {
        List<String> known = form.in(Field.EXTRA).stream().map(Item::key).toList();
        if (isOurs) {
            failed = true;
            problems.problem(
                    "extra." + key,
                    "unknown key",
                    Nearest.didYouMean(key, known) + "It may hold " + String.join(", ", known));
            return;
        }
        String whose = connType.isEmpty() ? "" : " of a connection of type '" + connType + "'";
        problems.warning(
                "extra." + key,
                "unknown key" + whose,
                Nearest.didYouMean(key, known) + "It is kept and has no effect here");
    }

    private static boolean holdsUnresolved(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(SettingsBinder::holdsUnresolved);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(SettingsBinder::holdsUnresolved);
        }
        return value == Unresolved.VALUE;
    }

    private <S extends Record> Optional<S> make(Class<S> type, List<@Nullable Object> values) {
        if (failed || incomplete) {
            return Optional.empty();
        }
        try {
            Constructor<S> constructor = type.getDeclaredConstructor(
                    form.items().stream().map(Item::type).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong && wrong.getMessage() != null) {
                problems.problem("", wrong.getMessage(), "Change the settings");
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
