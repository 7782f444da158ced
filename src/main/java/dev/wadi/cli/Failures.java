package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.config.Problem;
import dev.wadi.console.ApiException;
import dev.wadi.console.ApiRefusedException;
import dev.wadi.pipeline.RunOverlapsException;
import dev.wadi.pipeline.RunStoreException;
import dev.wadi.spi.ConnectionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a failure is told, and the exit code that it has. Only bugs have stack traces. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String what = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched, command)
                : withFullStop(String.valueOf(wrong.getMessage()));
        return tell(ExitCode.WRONG, what.strip() + " Try: " + command.qualifiedName() + " --help", Map.of());
    }

    private static String withFullStop(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line : line + ".";
    }

    private static String unmatched(UnmatchedArgumentException wrong, CommandSpec command) {
        String written = wrong.getUnmatched().get(0);
        if (written.startsWith("-")) {
            String name = written.contains("=") ? written.substring(0, written.indexOf('=')) : written;
            Set<String> options = new TreeSet<>();
            command.options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::names)
                    .forEach(names -> options.addAll(List.of(names)));
            return "unknown option '" + name + "'. "
                    + Nearest.didYouMean(name, options).strip();
        }
        if (command.subcommands().isEmpty()) {
            return "'" + written + "' is one argument too many.";
        }
        return "unknown command '" + written + "'. "
                + Nearest.didYouMean(written, command.subcommands().keySet()).strip();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return failure instanceof ParameterException wrong ? handleParseException(wrong, new String[0]) : tell(failure);
    }

    /** Tells what a command threw, and gives the exit code. */
    int tell(Exception failure) {
        if (failure instanceof ConfigurationException wrong) {
            return tell(wrong);
        }
        if (failure instanceof ConnectionException world) {
            return tell(ExitCode.WORLD, String.valueOf(world.getMessage()), Map.of("conn_id", world.connId()));
        }
        if (failure instanceof ApiException api) {
            return tell(ExitCode.WORLD, String.valueOf(api.getMessage()), Map.of());
        }
        if (failure instanceof ApiRefusedException refused) {
            int world = refused.isOfTheWorld() ? ExitCode.WORLD : ExitCode.FAILED;
            int exitCode = refused.isWrong() ? ExitCode.WRONG : world;
            return tell(exitCode, String.valueOf(refused.getMessage()), Map.of());
        }
        if (failure instanceof Questions.CancelledException cancelled) {
            return tell(ExitCode.FAILED, String.valueOf(cancelled.getMessage()), Map.of());
        }
        if (failure instanceof SqlFailedException refused) {
            return tell(ExitCode.FAILED, String.valueOf(refused.getMessage()), Map.of());
        }
        if (failure instanceof RunFailedException run) {
            return tell(run.exitCode(), String.valueOf(run.getMessage()), Map.of());
        }
        if (failure instanceof RunStoreException store) {
            return tell(ExitCode.WORLD, String.valueOf(store.getMessage()), Map.of());
        }
        if (failure instanceof RunOverlapsException overlaps) {
            return tell(ExitCode.FAILED, String.valueOf(overlaps.getMessage()), Map.of());
        }
        if (session.isJson()) {
            return tell(ExitCode.FAILED, "a bug in Wadi: " + failure, Map.of());
        }
        session.err().println("wadi: this is a bug in Wadi; please report it with what follows.");
        failure.printStackTrace(session.err());
        return ExitCode.FAILED;
    }

    private int tell(ConfigurationException wrong) {
        if (!session.isJson()) {
            session.report(wrong.problems());
            return ExitCode.WRONG;
        }
        List<ProblemLine> problems =
                wrong.problems().stream().map(ProblemLine::of).toList();
        return tell(ExitCode.WRONG, String.valueOf(wrong.getMessage()), Map.of("problems", problems));
    }

    private int tell(int exitCode, String message, Map<String, Object> further) {
        if (session.isJson()) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("error", message.strip());
            error.putAll(further);
            Json.print(session.err(), error);
        } else {
            session.err().println("wadi: " + message.strip());
        }
        return exitCode;
    }

    /** A problem as JSON shows it. */
    record ProblemLine(String severity, String file, int line, int column, String path, String what, String fix) {

        static ProblemLine of(Problem problem) {
            return new ProblemLine(
                    problem.isError() ? "error" : "warning",
                    problem.place().file(),
                    problem.place().line(),
                    problem.place().column(),
                    problem.path(),
                    problem.what(),
                    problem.fix());
        }
    }
}
