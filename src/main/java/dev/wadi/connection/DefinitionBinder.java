package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Field;
import dev.wadi.spi.PluginCheck;
import dev.wadi.spi.PluginClasses;
import dev.wadi.spi.SettingProblems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves the placeholders of a definition and binds its settings; problems get their place in the file. */
final class DefinitionBinder {

    private final Texts texts;
    private final PluginClasses plugins;

    /** What a text in a definition means. */
    @FunctionalInterface
    interface Texts {
        /** The text with what it stands for. */
        String resolve(String written) throws UnresolvedException;
    }

    DefinitionBinder(Placeholders placeholders) {
        this(placeholders::resolve, new FoundClasses(DefinitionBinder.class.getClassLoader()));
    }

    DefinitionBinder(Texts texts, PluginClasses plugins) {
        this.texts = texts;
        this.plugins = plugins;
    }

    /**
     * Binds a definition in order to open it.
     *
     * @return the settings; empty when there are errors among the problems
     */
    <S extends Record> Optional<S> bind(ConnectionType<S> type, ConnectionDefinition definition, Problems problems) {
        return bind(type, definition, problems, Problem.Severity.ERROR);
    }

    /** Checks a definition; a placeholder that cannot be resolved here and now is a warning. */
    <S extends Record> void check(ConnectionType<S> type, ConnectionDefinition definition, Problems problems) {
        bind(type, definition, problems, Problem.Severity.WARNING);
    }

    private <S extends Record> Optional<S> bind(
            ConnectionType<S> type, ConnectionDefinition definition, Problems problems, Problem.Severity unresolved) {
        Resolution resolution = new Resolution(definition, problems, unresolved);
        Reporter reporter = new Reporter(definition, problems, resolution.resolved);
        Map<String, @Nullable Object> extra = resolution.extra();
        Map<String, @Nullable Object> wadi = wadi(extra.remove("wadi"), reporter);
        checkWadi(type, wadi, reporter);
        boolean checks = unresolved == Problem.Severity.WARNING;
        Optional<S> settings = SettingsBinder.bind(
                type.name(),
                type.settings(),
                resolution.fields(),
                extra,
                wadi,
                checks && type instanceof PluginCheck,
                reporter);
        settings.ifPresent(bound -> check(type, bound, reporter));
        return reporter.failed || resolution.failed ? Optional.empty() : settings;
    }

    @SuppressWarnings("unchecked") // a type checks settings of its own
    private <S extends Record> void check(ConnectionType<S> type, S settings, SettingProblems problems) {
        type.check(settings, problems);
        if (type instanceof PluginCheck<?> check) {
            ((PluginCheck<S>) check).checkClasses(settings, plugins, problems);
        }
    }

    /** What a definition says about changes to it; the defaults for what is wrong. */
    SwapSettings swap(ConnectionDefinition definition) {
        Problems ignored = new Problems();
        Resolution resolution = new Resolution(definition, ignored, Problem.Severity.WARNING);
        Reporter reporter = new Reporter(definition, ignored, resolution.resolved);
        Map<String, @Nullable Object> wadi = wadi(resolution.extra().get("wadi"), reporter);
        return SettingsBinder.bind("", SwapSettings.class, Map.of(), Map.of(), wadi, reporter)
                .orElse(SwapSettings.DEFAULT);
    }

    private static Map<String, @Nullable Object> wadi(@Nullable Object written, SettingProblems problems) {
        Map<String, @Nullable Object> wadi = new LinkedHashMap<>();
        if (written == null) {
            return wadi;
        }
        try {
            SettingValue.object(written).forEach((key, value) -> wadi.put(String.valueOf(key), value));
        } catch (SettingValue.UnfitException e) {
            problems.problem("extra.wadi", String.valueOf(e.getMessage()), "Write it as wadi: {…}");
        }
        return wadi;
    }

    private void checkWadi(ConnectionType<?> type, Map<String, @Nullable Object> wadi, SettingProblems problems) {
        List<String> known = Stream.concat(
                        SettingsForm.of(type).in(Field.WADI).stream(),
                        SettingsForm.of(SwapSettings.class).items().stream())
                .map(Item::key)
                .toList();
        for (String key : wadi.keySet()) {
            if (!known.contains(key)) {
                ExtraKeys.reportUnknown("extra.wadi.", key, known, problems);
            }
        }
        SettingsBinder.bind("", SwapSettings.class, Map.of(), Map.of(), wadi, problems);
    }

    /** A value with a placeholder, or a Fernet token, and what it gave. */
    private record Resolved(String path, String written, String value) {}

    /** Gives problems the place of the setting in the file, and shows placeholders rather than what they gave. */
    private static final class Reporter implements SettingProblems {

        private final ConnectionDefinition definition;
        private final Problems problems;
        private final List<Resolved> resolved;
        private boolean failed;

        Reporter(ConnectionDefinition definition, Problems problems, List<Resolved> resolved) {
            this.definition = definition;
            this.problems = problems;
            this.resolved = resolved;
        }

        @Override
        public void problem(String setting, String what, String fix) {
            failed = true;
            problems.error(place(setting), path(setting), asWritten(setting, what), fix);
        }

        @Override
        public void warning(String setting, String what, String fix) {
            problems.warning(place(setting), path(setting), asWritten(setting, what), fix);
        }

        private String asWritten(String setting, String what) {
            String text = what;
            for (Resolved one : resolved) {
                if (!one.value().isBlank() && (one.path() + ".").startsWith(setting + ".")) {
                    String alone = "(?<![\\p{L}\\p{N}])" + Pattern.quote(one.value()) + "(?![\\p{L}\\p{N}])";
                    text = text.replaceAll(alone, Matcher.quoteReplacement(one.written()));
                }
            }
            return text;
        }

        private Place place(String setting) {
            return definition.origin().of(setting);
        }

        private String path(String setting) {
            return setting.isEmpty() ? definition.connId() : definition.connId() + "." + setting;
        }
    }

    /** Resolves the values of one definition. */
    private final class Resolution {

        private final ConnectionDefinition definition;
        private final Problems problems;
        private final Problem.Severity severity;
        private final List<Resolved> resolved = new ArrayList<>();
        private boolean failed;

        Resolution(ConnectionDefinition definition, Problems problems, Problem.Severity severity) {
            this.definition = definition;
            this.problems = problems;
            this.severity = severity;
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            put(fields, "description", definition.description());
            put(fields, "host", definition.host());
            put(fields, "port", definition.port());
            put(fields, "login", definition.login());
            put(fields, "password", definition.password());
            put(fields, "schema", definition.schema());
            return fields;
        }

        private void put(Map<String, Object> fields, String name, @Nullable String value) {
            if (value != null) {
                fields.put(name, text(name, value));
            }
        }

        Map<String, @Nullable Object> extra() {
            return ExtraTexts.replaced("extra", definition.extra(), this::text);
        }

        private Object text(String path, String written) {
            try {
                String value = texts.resolve(written);
                if (!value.equals(written)) {
                    resolved.add(new Resolved(path, written, value));
                }
                return value;
            } catch (UnresolvedException e) {
                failed |= severity == Problem.Severity.ERROR;
                problems.add(new Problem(
                        severity, definition.origin().of(path), definition.connId() + "." + path, e.what(), e.fix()));
                return SettingsBinder.Unresolved.VALUE;
            }
        }
    }
}
