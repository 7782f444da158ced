package dev.wadi.console;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.engine.Networks;
import dev.wadi.engine.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where tests of connections may not go, so that nobody asks through them for what only this machine can reach. Names are
 * looked up as the drivers do, by the JDK, which keeps an answer for a while; ask before a test and again after it, and
 * what it found out is not told when its address was refused by then.
 */
final class AddressPolicy {

    /** Types that go nowhere. */
    private static final Set<String> OF_THIS_MACHINE = Set.of("sqlite", "duckdb", "file");

    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.:-]*://(?:[^/?#@\\s]*@)?([^/?#\\s]*)");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+|[0-9A-Fa-f:.%]+");

    private final Networks refused;

    private AddressPolicy(Networks refused) {
        this.refused = refused;
    }

    /** That of the settings; loopback is refused only where others than this machine call the API. */
    static AddressPolicy of(Settings settings, InetAddress apiAddress) {
        Networks given = settings.api().refusedByTests();
        if (given != null) {
            return new AddressPolicy(given);
        }
        return new AddressPolicy(
                apiAddress.isLoopbackAddress() ? Networks.METADATA : Networks.METADATA.and(Networks.LOOPBACK));
    }

    /**
     * Why a connection must not be tested.
     *
     * @param definition with its placeholders resolved
     */
    Optional<String> refusal(ConnectionDefinition definition) {
        if (refused.all().isEmpty() || OF_THIS_MACHINE.contains(definition.connType())) {
            return Optional.empty();
        }
        return hosts(definition).stream()
                .filter(this::isRefused)
                .findFirst()
                .map(host -> "Refused: '" + host + "' is at an address where tests may not go (wadi.api.test.refused)");
    }

    private boolean isRefused(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (refused.contain(address)) {
                    return true;
                }
            }
        } catch (UnknownHostException e) {
            return false; // it leads nowhere, as the test will say
        }
        return false;
    }

    /** All hosts that the definition names; this machine where it names none. */
    private static Set<String> hosts(ConnectionDefinition definition) {
        Set<String> hosts = new LinkedHashSet<>();
        addAll(hosts, definition.host(), true);
        addExtra(hosts, definition.extra());
        if (hosts.isEmpty()) {
            hosts.add("localhost"); // where most types go then
        }
        return hosts;
    }

    private static void addExtra(Set<String> hosts, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (inner instanceof String text) {
                    addAll(hosts, text, Destinations.saysWhere(String.valueOf(key)));
                } else {
                    addExtra(hosts, inner);
                }
            });
        } else if (value instanceof List<?> list) {
            list.forEach(item -> {
                if (item instanceof String text) {
                    addAll(hosts, text, false);
                } else {
                    addExtra(hosts, item);
                }
            });
        }
    }

    /** @param isHost whether it is a host by its place, and not only when it looks like a URL */
    private static void addAll(Set<String> hosts, @Nullable String text, boolean isHost) {
        if (text == null) {
            return;
        }
        Matcher urls = AUTHORITY.matcher(text);
        boolean isUrl = urls.find();
        if (isUrl) {
            do {
                add(hosts, urls.group(1));
            } while (urls.find());
        } else if (isHost) {
            add(hosts, text.contains("/") ? text.substring(0, text.indexOf('/')) : text);
        }
    }

    private static void add(Set<String> hosts, String authorities) {
        for (String authority : authorities.split("[,;\\s]+", -1)) {
            String host = bare(authority);
            if (NAME.matcher(host).matches()) {
                hosts.add(host);
            }
        }
    }

    private static String bare(String authority) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0 ? "" : authority.substring(1, end);
        }
        boolean isIp6 = authority.indexOf(':') != authority.lastIndexOf(':');
        return isIp6 ? authority : PORT.matcher(authority).replaceFirst("");
    }
}
