package dev.wadi.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code wadi}. */
@Command(
        name = "wadi",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Wadi.Version.class,
        usageHelpAutoWidth = false,
        usageHelpWidth = Table.WIDTH,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a run failed, or there is a bug in Wadi",
            "2:files or arguments are wrong",
            "3:the outside world failed"
        },
        description = "Moves data between systems: connections by conn_id, routes in YAML, on Apache Camel.")
public final class Wadi implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            ReloadCommand.class,
            PipelinesCommand.class,
            ValidateCommand.class,
            CompileCommand.class,
            ConnectionsCommand.class,
            SqlCommand.class,
            SchemaCommand.class,
            ExecCommand.class,
            EncryptCommand.class,
            RotateKeyCommand.class,
            HelpCommand.class);

    @Mixin
    private final Session session;

    @Spec
    private @Nullable CommandSpec spec;

    private Wadi(Session session) {
        this.session = session;
    }

    /** Runs one command. */
    public static void main(String[] arguments) {
        int exitCode = execute(Shell.ofProcess(), arguments);
        System.out.flush();
        System.exit(exitCode);
    }

    static int execute(Shell shell, String... arguments) {
        int end = Arrays.asList(arguments).indexOf("--");
        boolean isExec = end >= 0 && Arrays.asList(arguments).subList(0, end).contains("exec");
        List<String> own = Arrays.asList(arguments).subList(0, isExec ? end : arguments.length);
        List<String> program = isExec ? Arrays.asList(arguments).subList(end + 1, arguments.length) : List.of();
        Session session = new Session(shell.withProgram(program));
        if (own.equals(List.of("run"))) {
            return service(session);
        }
        return commandLine(session, called(own)).execute(own.toArray(new String[0]));
    }

    /** What containers call. Without flags there is nothing to parse, and getting ready to parse takes a tenth of the start. */
    private static int service(Session session) {
        try {
            return new RunCommand(session).call();
        } catch (Exception e) {
            return new Failures(session).tell(e);
        }
    }

    /** The command line with all commands. */
    static CommandLine commandLine(Session session) {
        return commandLine(session, COMMANDS);
    }

    /** The command that is called, if that is plain to see, because making the others would delay it; else all. */
    private static List<Class<?>> called(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        return COMMANDS.stream()
                .filter(command -> command != HelpCommand.class) // it speaks of all
                .filter(command -> command.getAnnotation(Command.class).name().equals(first))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static CommandLine commandLine(Session session, List<Class<?>> commands) {
        Failures failures = new Failures(session);
        CommandLine commandLine = new CommandLine(new Wadi(session), new Commands(session));
        commands.forEach(commandLine::addSubcommand);
        return commandLine
                .setOut(writer(session.out()))
                .setErr(writer(session.err()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(session.out());
        }
    }

    /** Makes the commands: each gets the session. */
    private record Commands(Session session) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (Session.class.isAssignableFrom(type)) {
                return type.cast(session);
            }
            for (var constructor : type.getDeclaredConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Session.class})) {
                    return type.cast(constructor.newInstance(session));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** {@code wadi --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Wadi.class.getPackage().getImplementationVersion();
            return new String[] {
                "Wadi " + (version == null ? "(not packaged)" : version) + ", Java "
                        + System.getProperty("java.version")
            };
        }
    }
}
