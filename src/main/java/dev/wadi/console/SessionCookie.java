package dev.wadi.console;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cookie by which a browser shows its session. Browsers give cookies to all ports of a host, so its name has the port
 * that the browser sees: two services on one machine do not sign each other out.
 */
record SessionCookie(boolean isSecure) {

    private static final Pattern PORT = Pattern.compile(".*:([0-9]{1,5})");

    private static String name(MultiMap headers) {
        Matcher port = PORT.matcher(String.valueOf(headers.get(HttpHeaders.HOST)));
        return "wadi_session_" + (port.matches() ? port.group(1) : "0");
    }

    /** The session that is shown. Two of one name show none: one of them was put there by somebody else. */
    Optional<String> read(MultiMap headers) {
        String name = name(headers);
        List<String> shown = headers.getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decodeAll(header).stream())
                .filter(cookie -> cookie.name().equals(name))
                .map(Cookie::value)
                .toList();
        return shown.size() == 1 ? Optional.of(shown.get(0)) : Optional.empty();
    }

    /** The header that has a browser show a session. No script sees it, and no other site sends it. */
    String begin(MultiMap headers, String session) {
        return name(headers) + "=" + session + "; HttpOnly; SameSite=Strict; Path=/" + (isSecure ? "; Secure" : "");
    }

    /** The header that has a browser forget it. */
    String end(MultiMap headers) {
        return begin(headers, "") + "; Max-Age=0";
    }
}
