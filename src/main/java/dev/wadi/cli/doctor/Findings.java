package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Mark;
import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.config.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Collects findings of one topic. Used on one thread. */
final class Findings {

    /** Names and messages of others may hold anything; a finding is one line. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final Topic topic;
    private final List<Finding> found = new ArrayList<>();

    Findings(Topic topic) {
        this.topic = topic;
    }

    void ok(Object where, String what) {
        add(Mark.OK, where, what, "");
    }

    void warning(Object where, String what, String fix) {
        add(Mark.WARNING, where, what, fix);
    }

    void problem(Object where, String what, String fix) {
        add(Mark.PROBLEM, where, what, fix);
    }

    /** What other commands say of files and settings. */
    void add(Collection<Problem> problems) {
        for (Problem problem : problems) {
            String what = problem.path().isEmpty() ? problem.what() : problem.path() + ": " + problem.what();
            add(problem.isError() ? Mark.PROBLEM : Mark.WARNING, problem.place(), what, problem.fix());
        }
    }

    private void add(Mark mark, Object where, String what, String fix) {
        found.add(new Finding(topic, mark, line(where.toString()), line(what), line(fix)));
    }

    /** One line without a full stop at its end. */
    static String line(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ").strip();
        return line.endsWith(".") && !line.endsWith("..") ? line.substring(0, line.length() - 1) : line;
    }

    List<Finding> found() {
        return List.copyOf(found);
    }
}
