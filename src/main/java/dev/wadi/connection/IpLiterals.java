package dev.wadi.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IPv6 addresses as they stand in URIs, without asking any name server. */
final class IpLiterals {

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private IpLiterals() {}

    /** Whether the text is an IPv6 address, with or without a zone. */
    static boolean isIpv6(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (!IPV6.matcher(address).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName("[" + address + "]") != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether an authority has no brackets, or an IPv6 address in them right where the host begins. */
    static boolean areBracketsFine(String authority) {
        int open = authority.indexOf('[');
        int close = authority.indexOf(']');
        if (open < 0 && close < 0) {
            return true;
        }
        boolean hostBeginsThere = open == authority.lastIndexOf('@') + 1;
        boolean one = open == authority.lastIndexOf('[') && close == authority.lastIndexOf(']');
        boolean portFollows = close + 1 == authority.length() || authority.startsWith(":", close + 1);
        return hostBeginsThere && one && open < close && portFollows && isIpv6(authority.substring(open + 1, close));
    }
}
