package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionDefinition.Origin;
import dev.wadi.spi.PluginClasses;
import dev.wadi.spi.SettingProblems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A custom connection that a stage describes itself, without a file. All texts are what they say: they may have come out of
 * a template, and so with data from outside, in which a placeholder must never be resolved.
 *
 * @param module the Java package of the class
 * @param classname the class
 * @param params what is bound to its record
 * @param config {@code host}, {@code port}, {@code login}, {@code password} and {@code schema} are its fields, the others
 *     its extra
 * @param path where it stands, such as {@code to_log.connection}
 * @param place of it in the file
 */
public record ConnectionInPlace(
        String module,
        String classname,
        Map<String, @Nullable Object> params,
        Map<String, @Nullable Object> config,
        String path,
        Place place) {

    /** Hears what was said before. */
    private static final SettingProblems NOBODY = new SettingProblems() {
        @Override
        public void problem(String setting, String what, String fix) {}

        @Override
        public void warning(String setting, String what, String fix) {}
    };

    private static final String EXTRA = ".extra";
    private static final List<String> OWN_KEYS = List.of(".extra.module", ".extra.classname", ".extra.params");

    public ConnectionInPlace {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /** The same with the texts that are templates left open, for a check before there is a run. */
    public ConnectionInPlace checkable(Predicate<String> isTemplate) {
        ExtraTexts.Replacement open = (at, text) -> isTemplate.test(text) ? SettingsBinder.Unresolved.VALUE : text;
        return new ConnectionInPlace(
                module,
                classname,
                ExtraTexts.replaced("params", params, open),
                ExtraTexts.replaced("config", config, open),
                path,
                place);
    }

    ConnectionDefinition definition() {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(config);
        extra.put("module", module);
        extra.put("classname", classname);
        extra.put("params", params);
        return new ConnectionDefinition(
                classname,
                "custom",
                null,
                field(extra, "host"),
                field(extra, "login"),
                field(extra, "password"),
                field(extra, "port"),
                field(extra, "schema"),
                extra,
                Origin.at(place));
    }

    private static @Nullable String field(Map<String, @Nullable Object> config, String name) {
        Object value = config.remove(name);
        return value == null || value instanceof SettingsBinder.Unresolved ? null : String.valueOf(value);
    }

    /** Reports that its class, which is there, lacks an ability. */
    void checkAbility(PluginClasses plugins, Class<?> ability, String verb, Problems problems) {
        Optional<Class<?>> type = plugins.find(module, classname, NOBODY);
        if (type.filter(found -> !ability.isAssignableFrom(found)).isPresent()) {
            problems.error(
                    place,
                    path + ".classname",
                    "'" + classname + "' cannot " + verb,
                    "Let it implement " + ability.getName() + ", or name another class");
        }
    }

    /** A problem with the path that it has in the stage. */
    Problem shown(Problem problem) {
        String setting = problem.path().substring(classname.length());
        boolean isOwnKey = OWN_KEYS.stream().anyMatch(setting::startsWith);
        String below = setting.startsWith(EXTRA) ? setting.substring(EXTRA.length()) : setting;
        String shown = path + (isOwnKey || setting.isEmpty() ? below : ".config" + below);
        return new Problem(problem.severity(), problem.place(), shown, problem.what(), problem.fix());
    }
}
