package dev.wadi.connection.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The servers in a {@code host} field. They reach the driver as a property, where only commas part them. */
record Hosts(List<String> names) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*)");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?");
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[.*]):[0-9]+");

    Hosts {
        names = List.copyOf(names);
    }

    static Hosts of(@Nullable String host) {
        if (host == null || host.isBlank()) {
            return new Hosts(List.of("localhost"));
        }
        return new Hosts(Arrays.stream(host.split(",", -1))
                .map(name -> unbracketed(name.strip()))
                .toList());
    }

    private static String unbracketed(String name) {
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    /** What is wrong with them, and what to do. */
    Optional<List<String>> problem() {
        List<String> problem = new ArrayList<>();
        for (String name : names) {
            if (problem.isEmpty()) {
                problem.addAll(problemOf(name));
            }
        }
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    private static List<String> problemOf(String name) {
        if (NAME.matcher(name).matches() || IPV6.matcher(name).matches()) {
            return List.of();
        }
        if (name.startsWith("/") || name.startsWith("@")) {
            return List.of(
                    "'" + name + "' is a Unix socket, which the Java driver cannot use",
                    "Use localhost, and let the server listen there");
        }
        if (WITH_PORT.matcher(name).matches()) {
            return List.of("'" + name + "' holds a port", "Put the port into port; it is the same for each host");
        }
        return List.of("'" + name + "' is not the name or address of a server", "Write a name such as db.example.com");
    }

    /** As the driver's property wants them: an IPv6 address without brackets. */
    String forDriver() {
        return String.join(",", names);
    }

    /** The port as often as there are hosts. */
    String portsForDriver(int port) {
        return names.stream().map(name -> String.valueOf(port)).collect(Collectors.joining(","));
    }

    /** {@code db.example.com:5432}, for messages. */
    String text(int port) {
        return names.stream()
                .map(name -> (name.contains(":") ? "[" + name + "]" : name) + ":" + port)
                .collect(Collectors.joining(", "));
    }
}
