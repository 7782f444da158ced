package dev.wadi.cli;

import dev.wadi.cli.doctor.Doctor;
import dev.wadi.cli.doctor.Finding;
import dev.wadi.cli.doctor.Finding.Mark;
import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.config.ConfigurationException;
import dev.wadi.console.ServiceVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description =
                "Finds what is wrong with an installation and says how to mend it: folders, files, keys, connections,"
                        + " plugins, ports, the service that runs, the clock, memory. It changes nothing. Exit code 1 says that"
                        + " there is a problem.")
final class DoctorCommand implements Callable<Integer> {

    /** Below what is wrong. */
    private static final int FIX = 11;

    @Mixin
    private final ServiceAddress address = new ServiceAddress();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long the test of a connection may take (${DEFAULT-VALUE}).")
    private int timeout = 5;

    private final Session session;

    DoctorCommand(Session session) {
        this.session = session;
    }

    /** All of it, as JSON shows it. */
    record Result(String version, long problems, long warnings, List<Line> findings) {}

    /** A finding, as JSON shows it. */
    record Line(String topic, String mark, String where, String what, String fix) {

        static Line of(Finding finding) {
            return new Line(
                    word(finding.topic()), word(finding.mark()), finding.where(), finding.what(), finding.fix());
        }
    }

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        long problems = count(findings, Mark.PROBLEM);
        long warnings = count(findings, Mark.WARNING);
        List<Line> lines = findings.stream().map(Line::of).toList();
        session.print(new Result(ServiceVersion.own().version(), problems, warnings, lines), () -> {
            print(findings);
            session.out().println();
            session.out().println(Table.count(problems, "problem") + ", " + Table.count(warnings, "warning"));
        });
        return problems == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<Finding> findings() {
        LogConfigurator.silent(true);
        try {
            return new Doctor(
                            address.settings(session),
                            session.shell().environment(),
                            Duration.ofSeconds(Math.max(timeout, 1)))
                    .examine();
        } catch (ConfigurationException e) {
            boolean isOfFlags = e.problems().stream()
                    .anyMatch(problem -> problem.place().file().startsWith("--"));
            if (isOfFlags) {
                throw e;
            }
            return Doctor.wrongSettings(e);
        } finally {
            LogConfigurator.silent(false);
        }
    }

    private static long count(List<Finding> findings, Mark mark) {
        return findings.stream().filter(finding -> finding.mark() == mark).count();
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private void print(List<Finding> findings) {
        @Nullable Topic topic = null;
        for (Finding finding : findings) {
            if (finding.topic() != topic) {
                session.out().println(topic == null ? heading(finding) : "\n" + heading(finding));
                topic = finding.topic();
            }
            String where = finding.where().isEmpty() ? "" : finding.where() + ": ";
            session.out().println("  " + mark(finding.mark()) + " " + where + finding.what() + ".");
            if (!finding.fix().isEmpty()) {
                session.out().println(" ".repeat(FIX) + finding.fix());
            }
        }
    }

    private static String heading(Finding finding) {
        String word = word(finding.topic());
        return Ansi.AUTO.string("@|bold " + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + "|@");
    }

    private static String mark(Mark mark) {
        return switch (mark) {
            case OK -> "ok      ";
            case WARNING -> Ansi.AUTO.string("@|yellow warning |@");
            case PROBLEM -> Ansi.AUTO.string("@|red,bold problem |@");
        };
    }
}
