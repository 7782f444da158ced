package dev.wadi.connection;

import dev.wadi.config.Nearest;
import dev.wadi.spi.PluginClasses;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The classes in the plugins folder, and on the class path where the folder has none of that name. */
record FoundClasses(ClassLoader loader) implements PluginClasses {

    private static final String MODULE = "extra.module";
    private static final String CLASSNAME = "extra.classname";
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*(\\.[\\p{L}_][\\p{L}\\p{N}_$]*)*");

    @Override
    public Optional<Class<?>> find(String module, String classname, SettingProblems problems) {
        String name = module + "." + classname;
        if (!NAME.matcher(name).matches()) {
            problems.problem(CLASSNAME, "'" + name + "' is no name of a Java class", "Write its package as module");
            return Optional.empty();
        }
        List<Plugin> having =
                plugins().stream().filter(plugin -> plugin.has(name)).toList();
        if (having.size() > 1) {
            String all = having.stream().map(Plugin::path).map(Object::toString).collect(Collectors.joining(" and "));
            problems.problem(CLASSNAME, "the class '" + name + "' is in " + all, "Remove one of them");
            return Optional.empty();
        }
        return having.isEmpty() ? onClassPath(module, classname, problems) : in(having.get(0), name, problems);
    }

    private List<Plugin> plugins() {
        return loader instanceof PluginFolder folder ? folder.plugins() : List.of();
    }

    private Optional<Class<?>> in(Plugin plugin, String name, SettingProblems problems) {
        if (plugin.isWritableByEveryone()) {
            problems.problem(
                    CLASSNAME,
                    "everybody on this machine can change " + plugin.path(),
                    "Type: chmod o-w " + plugin.path());
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(name, false, plugin.isOfCamel() ? loader : plugin.alone(loader)));
        } catch (ClassNotFoundException | LinkageError e) {
            problems.problem(
                    CLASSNAME,
                    "the class '" + name + "' in " + plugin.path() + " cannot be loaded: " + e,
                    "Put what it needs into "
                            + (Plugin.isJar(plugin.path())
                                    ? "plugins/"
                                    : plugin.path().toString()));
            return Optional.empty();
        }
    }

    private Optional<Class<?>> onClassPath(String module, String classname, SettingProblems problems) {
        try {
            return Optional.of(Class.forName(module + "." + classname, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            missing(module, classname, problems);
            return Optional.empty();
        }
    }

    private void missing(String module, String classname, SettingProblems problems) {
        List<String> all =
                plugins().stream().flatMap(plugin -> plugin.classes().stream()).toList();
        List<String> inModule = all.stream()
                .filter(name -> name.startsWith(module + "."))
                .map(name -> name.substring(module.length() + 1))
                .toList();
        String fix = "Put its jar, or a folder with its classes, into plugins/ and start again";
        if (inModule.isEmpty()) {
            List<String> modules = all.stream()
                    .filter(name -> name.contains("."))
                    .map(name -> name.substring(0, name.lastIndexOf('.')))
                    .distinct()
                    .toList();
            String what = "no plugin has a package '" + module + "', and so no '" + classname + "' in it";
            problems.problem(MODULE, what, meant(module, classname, all, modules) + fix);
            return;
        }
        problems.problem(
                CLASSNAME,
                "no plugin has a class '" + classname + "' in the package '" + module + "'",
                Nearest.didYouMean(classname, inModule) + fix);
    }

    /** The package that has a class of this name, or that is spelled nearly so. */
    private static String meant(String module, String classname, List<String> all, List<String> modules) {
        return all.stream()
                .filter(name -> name.endsWith("." + classname))
                .map(name -> "Did you mean '" + name.substring(0, name.length() - classname.length() - 1) + "'? ")
                .findFirst()
                .orElseGet(() -> Nearest.didYouMean(module, modules));
    }

    @Override
    public <S extends Record> Optional<S> bind(
            Class<S> type, Map<String, @Nullable Object> values, String path, SettingProblems problems) {
        try {
            return SettingsBinder.bindObject(path, type, values, problems);
        } catch (IllegalStateException e) { // the record is not as a settings record must be
            problems.problem(path, type.getName() + " is no record of settings: " + e.getMessage(), "Mend the plugin");
            return Optional.empty();
        }
    }
}
