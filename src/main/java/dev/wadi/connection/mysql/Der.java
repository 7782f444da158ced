package dev.wadi.connection.mysql;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;

/**
 * Puts private keys of the older forms (PKCS#1, RFC 8017; SEC 1, RFC 5915) into the envelope that Java reads (PKCS#8, RFC
 * 5208).
 */
final class Der {

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int INTEGER = 0x02;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = {INTEGER, 1, 0};
    private static final byte[] RSA = {
        0x30, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
    };
    private static final byte[] EC_KEY = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    /** An element: its tag, where its content is, and where the next one begins. */
    private record Element(int tag, int from, int to) {}

    private Der() {}

    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return element(SEQUENCE, VERSION_0, RSA, element(OCTETS, pkcs1));
    }

    static byte[] pkcs8OfEc(byte[] sec1) throws InvalidKeySpecException {
        byte[] algorithm = element(SEQUENCE, EC_KEY, curve(sec1));
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, sec1));
    }

    /** The curve that an EC key names in itself. */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        try {
            Element all = read(sec1, 0);
            for (int at = all.from(); at < all.to(); ) {
                Element element = read(sec1, at);
                if (element.tag() == PARAMETERS) {
                    return Arrays.copyOfRange(sec1, element.from(), element.to());
                }
                at = element.to();
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new InvalidKeySpecException("the EC key is damaged", e);
        }
        throw new InvalidKeySpecException("the EC key does not name its curve");
    }

    private static Element read(byte[] der, int at) {
        int length = der[at + 1] & 0xFF;
        int from = at + 2;
        if (length > 0x7F) {
            int bytes = length & 0x7F;
            length = new BigInteger(1, Arrays.copyOfRange(der, from, from + bytes)).intValue();
            from += bytes;
        }
        return new Element(der[at] & 0xFF, from, from + length);
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        out.writeBytes(length(content.size()));
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        byte[] number = BigInteger.valueOf(length).toByteArray();
        int sign = number[0] == 0 ? 1 : 0;
        byte[] all = new byte[number.length - sign + 1];
        all[0] = (byte) (0x80 | (number.length - sign));
        System.arraycopy(number, sign, all, 1, number.length - sign);
        return all;
    }
}
