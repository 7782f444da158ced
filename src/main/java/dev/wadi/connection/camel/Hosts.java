package dev.wadi.connection.camel;

import dev.wadi.spi.SettingProblems;
import java.util.regex.Pattern;

/** Host names that can stand in a URI without being more than a host name. */
final class Hosts {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?|\\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*]?");

    private Hosts() {}

    static void check(String host, SettingProblems problems) {
        if (!HOST.matcher(host).matches()) {
            problems.problem("host", "is no host name: '" + host + "'", "Write the name or the address alone");
        }
    }

    /** As it stands in a URI: an IPv6 address in brackets. */
    static String inUri(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** As sockets take it. */
    static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
