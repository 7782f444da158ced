package dev.wadi.config;

import java.util.ArrayList;
import java.util.List;

/** Collects problems while files are read, so that all of them are reported at once. Not thread-safe. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void error(Place place, String path, String what, String fix) {
        found.add(Problem.error(place, path, what, fix));
    }

    public void warning(Place place, String path, String what, String fix) {
        found.add(Problem.warning(place, path, what, fix));
    }

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** Whether anything must be mended. */
    public boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    /** All of them, by place. */
    public List<Problem> sorted() {
        return found.stream().sorted().distinct().toList();
    }

    /** Throws them when anything must be mended. */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new ConfigurationException(sorted());
        }
    }
}
