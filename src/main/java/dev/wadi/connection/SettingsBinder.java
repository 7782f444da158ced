package dev.wadi.connection;

import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.connection.SettingsForm.Kind;
import dev.wadi.spi.Field;
import dev.wadi.spi.SettingProblems;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final String connType;
    private final SettingsForm form;
    private final SettingFindings problems;
    private final boolean airflowKnows;
    private final boolean keepsUnresolved;
    private boolean incomplete;

    private SettingsBinder(
            String connType,
            SettingsForm form,
            SettingFindings problems,
            boolean airflowKnows,
            boolean keepsUnresolved) {
        this.connType = connType;
        this.form = form;
        this.problems = problems;
        this.airflowKnows = airflowKnows;
        this.keepsUnresolved = keepsUnresolved;
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
        return bind(connType, type, fields, extra, wadi, false, problems);
    }

    /**
     * The same.
     *
     * @param keepsUnresolved whether a record is made in spite of values that are not known, for a check: a setting is
     *     absent then, and an object holds {@link Unresolved}
     */
    static <S extends Record> Optional<S> bind(
            String connType,
            Class<S> type,
            Map<String, Object> fields,
            Map<String, @Nullable Object> extra,
            Map<String, @Nullable Object> wadi,
            boolean keepsUnresolved,
            SettingProblems problems) {
        SettingsForm form = SettingsForm.of(type);
        SettingFindings findings = new SettingFindings(problems, "");
        return new SettingsBinder(connType, form, findings, true, keepsUnresolved)
                .bind(type, fields, new ExtraKeys(extra, connType, form, findings, false), wadi);
    }

    private <S extends Record> Optional<S> bind(
            Class<S> type, Map<String, Object> fields, ExtraKeys extra, Map<String, @Nullable Object> wadi) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Item item : form.items()) {
            values.add(value(item, fields, extra, wadi));
        }
        checkFields(fields);
        keep(extra.leftovers(), values);
        return make(type, values);
    }

    /** Binds an object of which Airflow knows nothing; its keys stand below {@code path}. */
    static <S extends Record> Optional<S> bindObject(
            String path, Class<S> type, Map<String, @Nullable Object> object, SettingProblems problems) {
        return bindNested(path, type, object, true, problems);
    }

    /** Binds an object inside extra; its keys stand below {@code path}. */
    private static <S extends Record> Optional<S> bindNested(
            String path,
            Class<S> type,
            Map<String, @Nullable Object> object,
            boolean isOurs,
            SettingProblems problems) {
        SettingsForm form = SettingsForm.of(type);
        SettingFindings findings = new SettingFindings(problems, path);
        return new SettingsBinder("", form, findings, !isOurs, false)
                .bind(type, Map.of(), new ExtraKeys(object, "", form, findings, isOurs), Map.of());
    }

    private @Nullable Object value(
            Item item, Map<String, Object> fields, ExtraKeys extra, Map<String, @Nullable Object> wadi) {
        Object written =
                switch (item.setting().field()) {
                    case EXTRA -> extra.take(item);
                    case WADI -> wadi.get(item.key());
                    case LEFTOVERS -> null; // put there when it is known what is left
                    default -> fields.get(item.key());
                };
        if (written == null || written.equals("")) {
            return absent(item);
        }
        if (holdsUnresolved(written) && !(keepsUnresolved && written instanceof Map)) {
            incomplete |= !keepsUnresolved || item.setting().required();
            return zero(item.type());
        }
        return converted(item, written);
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
                bindNested(item.path(), item.type().asSubclass(Record.class), members, isOurs(item), problems);
        incomplete |= made.isEmpty();
        return made.orElse(null);
    }

    private boolean isOurs(Item item) {
        return !airflowKnows || item.path().startsWith("extra.wadi.");
    }

    private void fail(Item item, String what, String fix) {
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
                problems.problem(name, refused.get().because(), refused.get().instead());
            } else if (!name.equals("description")) {
                problems.warning(name, "a connection of type '" + connType + "' does not use it", "Remove it");
            }
        }
    }

    private void keep(Map<String, Object> leftovers, List<@Nullable Object> values) {
        for (int i = 0; i < form.items().size(); i++) {
            if (form.items().get(i).setting().field() == Field.LEFTOVERS) {
                values.set(i, leftovers);
                incomplete |= holdsUnresolved(leftovers) && !keepsUnresolved;
            }
        }
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
        if (problems.failed() || incomplete) {
            return Optional.empty();
        }
        try {
            return Optional.of(make(type, values.iterator()));
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

    private static <S extends Record> S make(Class<S> type, Iterator<@Nullable Object> values)
            throws ReflectiveOperationException {
        List<Class<?>> types = new ArrayList<>();
        List<@Nullable Object> arguments = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            arguments.add(
                    SettingsForm.isPart(component)
                            ? make(component.getType().asSubclass(Record.class), values)
                            : values.next());
        }
        Constructor<S> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(arguments.toArray());
    }
}
