package dev.wadi.connection.httpclient;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A block of IPv4 addresses such as {@code 10.0.0.0/8}. No name is ever looked up for it. */
final class Ipv4Block {

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern LENGTH = Pattern.compile("\\d|[12]\\d|3[0-2]");

    private Ipv4Block() {}

    static boolean contains(String block, String host) {
        int slash = block.indexOf('/');
        OptionalLong network = number(block.substring(0, slash));
        OptionalLong address = number(host);
        String length = block.substring(slash + 1);
        if (network.isEmpty() || address.isEmpty() || !LENGTH.matcher(length).matches()) {
            return false;
        }
        int rest = 32 - Integer.parseInt(length);
        return network.getAsLong() >> rest == address.getAsLong() >> rest;
    }

    private static OptionalLong number(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (String part : address.split("\\.", -1)) {
            number = number << 8 | Integer.parseInt(part);
        }
        return OptionalLong.of(number);
    }
}
