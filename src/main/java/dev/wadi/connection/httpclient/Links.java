package dev.wadi.connection.httpclient;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Link} (<a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>). */
public final class Links {

    private static final Pattern LINK = Pattern.compile(
            "<([^>]*)>((?:\\s*;\\s*[^\\s=;,]+(?:\\s*=\\s*(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s;,\"]+))?)*)");
    private static final Pattern REL = Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,]+))");

    private Links() {}

    /** What the first link with {@code rel=next} refers to. */
    public static Optional<String> next(List<String> headers) {
        for (String header : headers) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                Matcher rel = REL.matcher(link.group(2));
                if (rel.find() && isNext(rel.group(1) == null ? rel.group(2) : rel.group(1))) {
                    return Optional.of(link.group(1));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isNext(String relations) {
        return List.of(relations.strip().toLowerCase(java.util.Locale.ROOT).split("\\s+"))
                .contains("next");
    }

    /** A parameter of the query of a URL. */
    public static Optional<String> parameter(String url, String name) {
        int mark = url.indexOf('?');
        if (mark < 0) {
            return Optional.empty();
        }
        for (String pair : url.substring(mark + 1).replaceFirst("#.*", "").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && decoded(pair.substring(0, equals)).equals(name)) {
                return Optional.of(decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a percent sign that encodes nothing
        }
    }
}
