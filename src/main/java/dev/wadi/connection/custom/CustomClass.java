package dev.wadi.connection.custom;

import dev.wadi.spi.PluginClasses;
import dev.wadi.spi.SettingProblems;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/**
 * A class that a custom connection names, and that may be used for it. Nothing of it was run yet.
 *
 * @param constructor takes nothing or one record
 */
record CustomClass(Class<?> type, Constructor<?> constructor) {

    private static final String PARAMS = "extra.params";

    /** Packages of components that run what they are given; they are no outside systems. */
    private static final Set<String> RUN_CODE = Set.of("bean", "beanclass", "controlbus", "exec", "language", "ref");

    /** Finds the class that settings name and says what is wrong with it. */
    static Optional<CustomClass> find(CustomSettings settings, PluginClasses plugins, SettingProblems problems) {
        return plugins.find(settings.module(), settings.classname(), problems).flatMap(type -> of(type, problems));
    }

    private static Optional<CustomClass> of(Class<?> type, SettingProblems problems) {
        String unfit = unfit(type);
        if (unfit != null) {
            problems.problem(
                    "extra.classname",
                    "'" + type.getName() + "' " + unfit,
                    "A custom connection is a public class that implements one of " + Ability.interfaces()
                            + " of dev.wadi.spi, or a Camel component");
            return Optional.empty();
        }
        List<Constructor<?>> constructors = List.of(type.getConstructors());
        boolean isFit = constructors.size() == 1 && takesLittle(constructors.get(0));
        if (isFit || isComponent(type)) {
            return constructor(type, constructors, problems);
        }
        problems.problem(
                "extra.classname",
                "'" + type.getName() + "' has "
                        + (constructors.size() == 1 ? "a constructor" : constructors.size() + " public constructors")
                        + " that cannot be called",
                "Give it one public constructor, which takes nothing or one record of settings");
        return Optional.empty();
    }

    private static Optional<CustomClass> constructor(
            Class<?> type, List<Constructor<?>> constructors, SettingProblems problems) {
        Optional<Constructor<?>> found = constructors.stream()
                .filter(one -> isComponent(type) ? one.getParameterCount() == 0 : takesLittle(one))
                .findFirst();
        if (found.isEmpty()) {
            problems.problem(
                    "extra.classname",
                    "'" + type.getName() + "' has no public constructor that takes nothing",
                    "Give it one");
        }
        return found.map(one -> new CustomClass(type, one));
    }

    private static boolean takesLittle(Constructor<?> constructor) {
        Class<?>[] parameters = constructor.getParameterTypes();
        return parameters.length == 0 || parameters.length == 1 && parameters[0].isRecord();
    }

    private static @Nullable String unfit(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            return "is not public";
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return "is abstract";
        }
        String module = type.getPackageName();
        if (isOfWadi(type) || RUN_CODE.contains(module.replaceFirst("^org\\.apache\\.camel\\.component\\.", ""))) {
            return "is not for custom connections";
        }
        return isComponent(type) || !Ability.of(type).isEmpty() ? null : "is no class for connections";
    }

    /** Wadi's own classes are not written to be made by a file. Those of a plugin are in another loader. */
    private static boolean isOfWadi(Class<?> type) {
        return type.getClassLoader() == CustomClass.class.getClassLoader()
                && type.getPackageName().startsWith("dev.wadi");
    }

    private static boolean isComponent(Class<?> type) {
        return Component.class.isAssignableFrom(type);
    }

    boolean isComponent() {
        return isComponent(type);
    }

    String name() {
        return type.getSimpleName();
    }

    List<Ability> abilities() {
        return Ability.of(type);
    }

    /** Says what is wrong with what it is given. */
    void check(CustomSettings settings, PluginClasses plugins, SettingProblems problems) {
        if (isComponent()) {
            new ComponentSetters(type).check(settings.given(), problems);
        } else {
            params(settings, plugins, problems);
        }
    }

    /** The record that the constructor takes; empty when it takes none, or when something is wrong. */
    Optional<? extends Record> params(CustomSettings settings, PluginClasses plugins, SettingProblems problems) {
        return constructor.getParameterCount() == 0
                ? Optional.empty()
                : plugins.bind(
                        constructor.getParameterTypes()[0].asSubclass(Record.class),
                        settings.given(),
                        PARAMS,
                        problems);
    }
}
