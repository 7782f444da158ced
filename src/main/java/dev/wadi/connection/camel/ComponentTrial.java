package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.component.extension.ComponentVerifierExtension;
import org.jspecify.annotations.Nullable;

/** Tries any component: by its own verifier, else by connecting to the address among its options. */
@SuppressWarnings("deprecation") // verifiers have no successor yet, and components of today have them
final class ComponentTrial implements ComponentConnection.Trial {

    private static final List<String> HOSTS = List.of("host", "hostname", "hostName", "serverName");
    private static final List<String> LISTS = List.of(
            "brokers",
            "servers",
            "hosts",
            "hostAddresses",
            "addresses",
            "nodes",
            "brokerUrl",
            "url",
            "uri",
            "serverUrl");
    private static final Pattern ADDRESS = Pattern.compile("(?:[a-zA-Z0-9+.-]+://)?(\\[[^]]+]|[^:/,@\\s]+):(\\d{1,5})");

    @Override
    public String run(ComponentConnection connection, Duration timeout) {
        String verified = byVerifier(connection);
        if (verified != null) {
            return verified;
        }
        List<Tcp.Address> addresses = addresses(connection.values());
        return addresses.isEmpty()
                ? name(connection) + " is there; it has no test of its own and no address to try"
                : byAddress(connection, addresses, timeout);
    }

    private static String name(ComponentConnection connection) {
        var model = connection.options().model();
        return "the component '" + model.getScheme() + "' " + model.getVersion();
    }

    private static @Nullable String byVerifier(ComponentConnection connection) {
        ComponentVerifierExtension verifier = connection.extension(ComponentVerifierExtension.class);
        if (verifier == null) {
            return null;
        }
        ComponentVerifierExtension.Result result =
                verifier.verify(ComponentVerifierExtension.Scope.CONNECTIVITY, connection.values());
        return switch (result.getStatus()) {
            case OK -> name(connection) + ", verified";
            case UNSUPPORTED -> null;
            case ERROR -> throw new ConnectionException(
                    connection.connId(), "its verifier says: " + without(connection, errors(result)), null);
        };
    }

    private static String errors(ComponentVerifierExtension.Result result) {
        return result.getErrors().stream()
                .map(error -> String.valueOf(error.getDescription()))
                .collect(Collectors.joining("; "));
    }

    /** Verifiers put into their errors what they were given. */
    private static String without(ComponentConnection connection, String text) {
        String clean = text;
        for (Map.Entry<String, Object> value : connection.values().entrySet()) {
            String secret = String.valueOf(value.getValue());
            if (connection.options().isSecret(value.getKey()) && !secret.isEmpty()) {
                clean = clean.replace(secret, "***");
            }
        }
        return clean;
    }

    private static List<Tcp.Address> addresses(Map<String, Object> values) {
        for (String name : HOSTS) {
            if (values.get(name) instanceof String host && values.get("port") != null) {
                return List.of(new Tcp.Address(host, Integer.parseInt(String.valueOf(values.get("port")))));
            }
        }
        for (String name : LISTS) {
            List<Tcp.Address> found = in(String.valueOf(values.getOrDefault(name, "")));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** The addresses in a list such as {@code a:1,tcp://b:2}. */
    static List<Tcp.Address> in(String text) {
        List<Tcp.Address> found = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = ADDRESS.matcher(part.trim());
            if (matcher.lookingAt()) {
                String host = matcher.group(1).replaceAll("[\\[\\]]", "");
                found.add(new Tcp.Address(host, Integer.parseInt(matcher.group(2))));
            }
        }
        return found;
    }

    static String byAddress(ComponentConnection connection, List<Tcp.Address> addresses, Duration timeout) {
        List<String> failures = new ArrayList<>();
        for (Tcp.Address address : addresses) {
            Optional<String> failure = Tcp.failure(address, timeout.dividedBy(addresses.size()));
            if (failure.isEmpty()) {
                return address + " accepts connections; nobody signed in";
            }
            failures.add("cannot reach " + address + ": " + failure.get());
        }
        throw new ConnectionException(connection.connId(), String.join("; ", failures), null);
    }
}
