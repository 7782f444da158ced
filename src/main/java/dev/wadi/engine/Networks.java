package dev.wadi.engine;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Sets of addresses, as in {@code 169.254.0.0/16} and {@code fe80::/10}. An address without a length stands for itself.
 * An address of IPv4 that is written as one of IPv6 is one of IPv4.
 */
public record Networks(List<Network> all) {

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+(/[0-9]{1,3})?");

    /** Link-local addresses, at which clouds tell machines their secrets, and others that clouds use so. */
    public static final Networks METADATA = of("169.254.0.0/16,fe80::/10,fd00:ec2::254,100.100.100.200,192.0.0.192");

    /** This machine. */
    public static final Networks LOOPBACK = of("127.0.0.0/8,::1,0.0.0.0/8,::");

    /** None. */
    public static final Networks NONE = new Networks(List.of());

    /** @param bits how many of the first bits count */
    record Network(BigInteger address, int size, int bits, String text) {

        boolean contains(byte[] other) {
            int shift = size - bits;
            return other.length * 8 == size
                    && new BigInteger(1, other).shiftRight(shift).equals(address.shiftRight(shift));
        }
    }

    public Networks {
        all = List.copyOf(all);
    }

    /**
     * Reads a list of them, with commas between them.
     *
     * @throws IllegalArgumentException with the first that is none
     */
    public static Networks of(String text) {
        return new Networks(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Networks::network)
                .toList());
    }

    private static Network network(String text) {
        if (!LITERAL.matcher(text).matches()) { // a name would be looked up
            throw new IllegalArgumentException(text);
        }
        int slash = text.indexOf('/');
        try {
            byte[] address = InetAddress.getByName(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int size = address.length * 8;
            int bits = slash < 0 ? size : Integer.parseInt(text.substring(slash + 1));
            if (bits > size) {
                throw new IllegalArgumentException(text);
            }
            return new Network(new BigInteger(1, address), size, bits, text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** These and others. */
    public Networks and(Networks others) {
        List<Network> both = new ArrayList<>(all);
        both.addAll(others.all);
        return new Networks(both);
    }

    /** Whether an address is in one of them. */
    public boolean contain(InetAddress address) {
        return all.stream().anyMatch(network -> network.contains(address.getAddress()));
    }
}
