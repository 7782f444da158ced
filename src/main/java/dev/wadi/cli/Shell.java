package dev.wadi.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has from the place where it was typed.
 *
 * @param out where results go
 * @param err where problems go
 * @param in what is piped in
 * @param environment the variables
 * @param isTerminal whether a person sits there who can be asked
 * @param program what followed {@code --}, the program of {@code wadi exec}
 */
record Shell(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        boolean isTerminal,
        List<String> program) {

    /** That of this process. Text is UTF-8 whatever the locale says, as files are. */
    static Shell ofProcess() {
        return new Shell(
                print(FileDescriptor.out),
                print(FileDescriptor.err),
                System.in,
                System.getenv(),
                isTerminal(System.console()),
                List.of());
    }

    /** On JDK 22 and newer there is a console without a terminal as well, and a method that tells. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrintStream print(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    Shell withProgram(List<String> following) {
        return new Shell(out, err, in, environment, isTerminal, List.copyOf(following));
    }
}
