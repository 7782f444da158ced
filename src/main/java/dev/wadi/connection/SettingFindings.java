package dev.wadi.connection;

import dev.wadi.spi.SettingProblems;

/** Passes problems on, below where the object stands that is bound, and remembers that there was one. */
final class SettingFindings implements SettingProblems {

    private final SettingProblems problems;
    private final String path;
    private boolean failed;

    /** @param path empty for a whole connection */
    SettingFindings(SettingProblems problems, String path) {
        this.problems = problems;
        this.path = path;
    }

    /** Whether there was a problem. */
    boolean failed() {
        return failed;
    }

    @Override
    public void problem(String setting, String what, String fix) {
        failed = true;
        problems.problem(below(setting), what, fix);
    }

    @Override
    public void warning(String setting, String what, String fix) {
        problems.warning(below(setting), what, fix);
    }

    private String below(String setting) {
        if (path.isEmpty()) {
            return setting;
        }
        return setting.startsWith("extra.") ? path + setting.substring("extra".length()) : path;
    }
}
