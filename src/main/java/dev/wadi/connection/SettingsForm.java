package dev.wadi.connection;

import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection type as data, read from its settings record: the form in the console, the JSON Schema, the
 * reference page and the check are all made from it.
 *
 * @param record the record it was read from
 * @param items one for each component, in their order; a component that is a record of settings without {@code @Setting}
 *     gives those of its own
 * @param refused keys and fields that are refused
 * @param ignored keys that are accepted and mean nothing here
 */
public record SettingsForm(
        Class<? extends Record> record, List<Item> items, List<Refused> refused, List<Ignored> ignored) {

    /** What a value may be. */
    public enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        DURATION,
        CHOICE,
        LIST,
        OBJECT,
        /** An object with settings of its own, in {@link Item#nested}. */
        RECORD
    }

    /**
     * One setting.
     *
     * @param key the key in extra (or below {@code extra.wadi}), or the name of the field
     * @param choices what a {@link Kind#CHOICE} may be
     * @param nested the settings of a {@link Kind#RECORD}
     * @param type the component's type
     */
    public record Item(
            Setting setting,
            String key,
            String label,
            Kind kind,
            List<String> choices,
            @Nullable SettingsForm nested,
            Class<?> type) {

        /** Where it stands in a definition, such as {@code host} or {@code extra.sslmode}. */
        public String path() {
            return switch (setting.field()) {
                case EXTRA -> "extra." + key;
                case WADI -> "extra.wadi." + key;
                case LEFTOVERS -> "extra";
                default -> key;
            };
        }
    }

    /** A key of extra, or a field, that is refused. */
    public record Refused(String name, boolean isField, String because, String instead) {}

    /** A key of extra that means nothing here. */
    public record Ignored(String key, String because) {}

    private static final ClassValue<SettingsForm> FORMS = new ClassValue<>() {
        @Override
        protected SettingsForm computeValue(Class<?> type) {
            return read(type.asSubclass(Record.class));
        }
    };

    /** The form of a connection type. */
    public static SettingsForm of(ConnectionType<?> type) {
        return of(type.settings());
    }

    static SettingsForm of(Class<? extends Record> type) {
        return FORMS.get(type);
    }

    private static SettingsForm read(Class<? extends Record> type) {
        List<Item> items = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        List<Ignored> ignored = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (isPart(component)) {
                SettingsForm part = of(component.getType().asSubclass(Record.class));
                items.addAll(part.items());
                refused.addAll(part.refused());
                ignored.addAll(part.ignored());
            } else {
                items.add(item(component));
            }
        }
        refused.addAll(refused(type));
        for (Ignores ignores : type.getAnnotationsByType(Ignores.class)) {
            for (String key : ignores.keys()) {
                ignored.add(new Ignored(key, ignores.because()));
            }
        }
        return new SettingsForm(type, List.copyOf(items), List.copyOf(refused), List.copyOf(ignored));
    }

    /** Whether a component is a record whose settings stand where the component's own would. */
    static boolean isPart(RecordComponent component) {
        return component.getType().isRecord() && !component.isAnnotationPresent(Setting.class);
    }

    private static List<Refused> refused(Class<? extends Record> type) {
        List<Refused> refused = new ArrayList<>();
        for (Refuses refuses : type.getAnnotationsByType(Refuses.class)) {
            for (String key : refuses.keys()) {
                refused.add(new Refused(key, false, refuses.because(), refuses.instead()));
            }
            for (Field field : refuses.fields()) {
                refused.add(new Refused(nameOf(field), true, refuses.because(), refuses.instead()));
            }
        }
        return refused;
    }

    /** What every connection may say of changes to it, whatever its type. */
    public static SettingsForm ofChanges() {
        return of(SwapSettings.class);
    }

    /**
     * A setting that is no record.
     *
     * @param keys lead to it from the connection: {@code host}, or {@code extra}, {@code wadi}, {@code pool},
     *     {@code maximumPoolSize}
     */
    public record Leaf(List<String> keys, Item item) {

        public Leaf {
            keys = List.copyOf(keys);
        }

        /** The keys as problems write them, such as {@code extra.wadi.pool.maximumPoolSize}. */
        public String path() {
            return String.join(".", keys);
        }
    }

    /** All settings, those of records by the keys that lead to them. */
    public List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        boolean isNested = in(Field.LEFTOVERS).isEmpty(); // where other people's keys are kept, dots are part of them
        for (Item item : items) {
            addLeaves(leaves, keys(item, isNested), item);
        }
        return leaves;
    }

    private static List<String> keys(Item item, boolean isNested) {
        List<String> keys = new ArrayList<>();
        switch (item.setting().field()) {
            case EXTRA -> keys.add("extra");
            case WADI -> keys.addAll(List.of("extra", "wadi"));
            case LEFTOVERS -> {
                return List.of("extra");
            }
            default -> {
                return List.of(item.key());
            }
        }
        keys.addAll(isNested ? List.of(item.key().split("\\.", -1)) : List.of(item.key()));
        return keys;
    }

    private static void addLeaves(List<Leaf> leaves, List<String> keys, Item item) {
        SettingsForm nested = item.nested();
        if (nested == null) {
            leaves.add(new Leaf(keys, item));
            return;
        }
        for (Item inner : nested.items()) {
            List<String> below = new ArrayList<>(keys);
            below.add(inner.key());
            addLeaves(leaves, below, inner);
        }
    }

    /** The settings that stand in a field or in a part of extra. */
    public List<Item> in(Field field) {
        return items.stream().filter(item -> item.setting().field() == field).toList();
    }

    private static Item item(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(component + " of " + component.getDeclaringRecord() + " has no @Setting");
        }
        Class<?> type = component.getType();
        Kind kind = kindOf(type, component.getGenericType());
        String key = key(setting, component.getName());
        SettingsForm nested = kind == Kind.RECORD ? of(type.asSubclass(Record.class)) : null;
        return new Item(setting, key, label(setting, key), kind, choices(type), nested, type);
    }

    private static String key(Setting setting, String component) {
        return switch (setting.field()) {
            case EXTRA, WADI -> setting.key().isEmpty() ? snake(component) : setting.key();
            default -> nameOf(setting.field());
        };
    }

    static String nameOf(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String label(Setting setting, String key) {
        if (!setting.label().isEmpty()) {
            return setting.label();
        }
        String words = key.replaceAll("[_.-]+", " ");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static List<String> choices(Class<?> type) {
        if (!type.isEnum()) {
            return List.of();
        }
        return Arrays.stream(type.getEnumConstants()).map(SettingsForm::choice).toList();
    }

    /** How an enum constant is written: its own {@code toString}, or its name in lower case with {@code -}. */
    static String choice(Object constant) {
        String text = constant.toString();
        return text.equals(((Enum<?>) constant).name())
                ? text.toLowerCase(Locale.ROOT).replace('_', '-')
                : text;
    }

    private static Kind kindOf(Class<?> type, Type generic) {
        if (type == String.class) {
            return Kind.TEXT;
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Kind.INTEGER;
        }
        if (type == double.class || type == Double.class) {
            return Kind.DECIMAL;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.BOOLEAN;
        }
        if (type == Duration.class) {
            return Kind.DURATION;
        }
        return kindOfStructure(type, generic);
    }

    private static Kind kindOfStructure(Class<?> type, Type generic) {
        if (type.isEnum()) {
            return Kind.CHOICE;
        }
        if (Collection.class.isAssignableFrom(type) && generic instanceof ParameterizedType) {
            return Kind.LIST;
        }
        if (Map.class.isAssignableFrom(type)) {
            return Kind.OBJECT;
        }
        if (type.isRecord()) {
            return Kind.RECORD;
        }
        throw new IllegalStateException("A setting cannot be a " + generic.getTypeName());
    }
}
