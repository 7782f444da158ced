package dev.wadi.connection.packageindex;

import dev.wadi.connection.httpclient.BadAddressException;
import dev.wadi.connection.httpclient.HttpAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The URL of an index, with and without the login that pip wants in it. */
final class IndexUrl {

    /** Ends at the last {@code @} before the path, because passwords are often pasted without encoding. */
    private static final Pattern USER_INFO = Pattern.compile("^(\\s*[A-Za-z][A-Za-z0-9+.-]*://)[^/]*@");

    private IndexUrl() {}

    static boolean hasScheme(String host) {
        return host.contains("://");
    }

    static boolean hasUserInfo(String host) {
        return USER_INFO.matcher(host).find();
    }

    /** The address without a login that was written into it. */
    static HttpAddress address(String host) throws BadAddressException {
        Matcher matcher = USER_INFO.matcher(host);
        return HttpAddress.parse(
                matcher.find() ? matcher.group(1) + host.substring(matcher.end()) : host, "https", null);
    }

    /** The URL as pip takes it. */
    static URI withLogin(HttpAddress address, @Nullable String login, @Nullable String password) {
        String url = address.url().toString();
        if (login == null || login.isEmpty()) {
            return URI.create(url);
        }
        String userInfo = password == null ? encoded(login) : encoded(login) + ":" + encoded(password);
        int authority = address.scheme().length() + "://".length();
        return URI.create(url.substring(0, authority) + userInfo + "@" + url.substring(authority));
    }

    /** All but the unreserved characters of RFC 3986, and so {@code /} too, which would end the authority. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean isUnreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            encoded.append(isUnreserved ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
