package dev.wadi.connection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves <code>{{function:…}}</code> in what files say, and values that are Fernet tokens. Only known functions make a
 * placeholder; any other <code>{{</code> is text, since passwords hold anything. What a placeholder gives is never
 * resolved again. Thread-safe if the functions are.
 */
public final class Placeholders {

    /** The functions of Camel's vaults, in the words of Camel. */
    public static final List<String> VAULTS = List.of(
            "aws",
            "azure",
            "gcp",
            "hashicorp",
            "ibm",
            "cyberark",
            "secret",
            "secret-binary",
            "configmap",
            "configmap-binary");

    static final Pattern PATTERN = Pattern.compile("\\{\\{(env|sys|file|" + String.join("|", VAULTS) + "):([^{}]+)}}");

    private final Map<String, String> environment;
    private final SecretFiles files;
    private final @Nullable Fernet fernet;
    private final Map<String, Function<String, @Nullable String>> vaults;

    /**
     * @param environment what {@code env} looks into
     * @param secretFolders the folders below which {@code file} may read
     * @param fernet decrypts tokens; null when there is no key
     * @param vaults by a name of {@link #VAULTS}: gives the value of what follows the colon, or null when there is none
     */
    public Placeholders(
            Map<String, String> environment,
            List<Path> secretFolders,
            @Nullable Fernet fernet,
            Map<String, Function<String, @Nullable String>> vaults) {
        this.environment = Map.copyOf(environment);
        this.files = new SecretFiles(secretFolders);
        this.fernet = fernet;
        this.vaults = Map.copyOf(vaults);
    }

    /** With the variables of an environment and nothing else. */
    public static Placeholders of(Map<String, String> environment) {
        return new Placeholders(environment, List.of(), null, Map.of());
    }

    /** Whether there is a placeholder anywhere in the text. */
    public static boolean containsPlaceholder(String text) {
        return text.contains("{{") && PATTERN.matcher(text).find();
    }

    /** Whether the text is one placeholder and nothing else. */
    public static boolean isPlaceholder(String text) {
        return text.startsWith("{{") && PATTERN.matcher(text).matches();
    }

    /** The text with its placeholders resolved, or decrypted when it is a Fernet token. */
    public String resolve(String written) throws UnresolvedException {
        if (Fernet.isToken(written)) {
            return decrypt(written);
        }
        if (!written.contains("{{")) {
            return written;
        }
        Matcher matcher = PATTERN.matcher(written);
        StringBuilder resolved = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            resolved.append(written, from, matcher.start()).append(value(matcher.group(1), matcher.group(2)));
            from = matcher.end();
        }
        return resolved.append(written.substring(from)).toString();
    }

    /** The files of secrets that the text names, as far as they are there and may be read. */
    List<Path> files(String written) {
        List<Path> found = new ArrayList<>();
        if (written.contains("{{file:")) {
            Matcher matcher = PATTERN.matcher(written);
            while (matcher.find()) {
                if (matcher.group(1).equals("file")) {
                    files.find(matcher.group(2)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private String decrypt(String token) throws UnresolvedException {
        if (fernet == null) {
            throw new UnresolvedException(
                    "the value is encrypted and there is no key",
                    "Set WADI_FERNET_KEY to the key it was encrypted with");
        }
        return fernet.decrypt(token)
                .orElseThrow(() -> new UnresolvedException(
                        "the value is encrypted with none of the keys that are set",
                        "Add its key to WADI_FERNET_KEY, after a comma"));
    }

    private String value(String function, String argument) throws UnresolvedException {
        return switch (function) {
            case "env" -> variable(argument);
            case "sys" -> property(argument);
            case "file" -> files.read(argument);
            default -> fromVault(function, argument);
        };
    }

    private String variable(String argument) throws UnresolvedException {
        String name = name(argument);
        String value = environment.get(name);
        if (value == null) {
            // Camel looks for this spelling too.
            value = environment.get(
                    name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        }
        return orDefault(
                value, argument, "the environment variable '" + name + "' is not set", "Set it before the start");
    }

    private static String property(String argument) throws UnresolvedException {
        String name = name(argument);
        return orDefault(
                System.getProperty(name),
                argument,
                "the system property '" + name + "' is not set",
                "Start with -D" + name + "=…");
    }

    private String fromVault(String function, String argument) throws UnresolvedException {
        Function<String, @Nullable String> vault = vaults.get(function);
        if (vault == null) {
            throw new UnresolvedException(
                    "there is no '" + function + "' vault here",
                    "Put Camel's component for it into plugins/, or use env or file");
        }
        String value = vault.apply(argument);
        if (value == null) {
            throw new UnresolvedException(
                    "the '" + function + "' vault has no '" + name(argument) + "'", "Check the name");
        }
        return value;
    }

    /** What is before the default value. */
    private static String name(String argument) {
        int colon = argument.indexOf(':');
        return colon < 0 ? argument : argument.substring(0, colon);
    }

    private static String orDefault(@Nullable String value, String argument, String what, String fix)
            throws UnresolvedException {
        if (value != null) {
            return value;
        }
        int colon = argument.indexOf(':');
        if (colon < 0) {
            throw new UnresolvedException(what, fix);
        }
        return argument.substring(colon + 1);
    }
}
