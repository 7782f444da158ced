package dev.wadi.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the API.
 *
 * @param token what editors present; null when none was given
 * @param viewerToken what viewers present; null when there are none
 * @param origins pages from elsewhere that may call it, as in {@code https://tools.example.com}; or {@code *}
 * @param secureCookies whether browsers send cookies by HTTPS only
 * @param refusedByTests where no test of a connection may go; null when that follows from where the API is served
 */
public record ApiAccess(
        @Nullable String token,
        @Nullable String viewerToken,
        List<String> origins,
        boolean secureCookies,
        @Nullable Networks refusedByTests) {

    /** Every page. */
    public static final String ANY_ORIGIN = "*";

    public ApiAccess {
        origins = List.copyOf(origins);
    }
}
