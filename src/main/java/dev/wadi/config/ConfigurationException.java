package dev.wadi.config;

import java.util.List;
import java.util.stream.Collectors;

/** What a user wrote is wrong: one or more problems, each saying what, where and how to mend it. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param problems at least one; warnings may be among them */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** One problem. */
    public ConfigurationException(Problem problem) {
        this(List.of(problem));
    }

    /** All of them, by place. */
    public List<Problem> problems() {
        return problems;
    }
}
