package dev.wadi.console;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.engine.ApiAccess;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What callers must present.
 *
 * @param editor null when only this machine can call, and everybody on it is an editor
 * @param viewer null when there are no viewers
 * @param isMade whether the editors' was made for this run, because nobody gave one
 */
record ApiTokens(@Nullable ApiToken editor, @Nullable ApiToken viewer, boolean isMade) {

    /** Nobody has to present anything. */
    static final ApiTokens NONE = new ApiTokens(null, null, false);

    /**
     * Those that the settings give; one is made where one is needed and none was given.
     *
     * @param address where the API is served
     * @throws ConfigurationException when a token or an origin cannot be used
     */
    static ApiTokens of(ApiAccess access, InetAddress address) {
        boolean isOwnMachine = address.isLoopbackAddress();
        if (access.origins().contains(ApiAccess.ANY_ORIGIN) && !isOwnMachine) {
            throw new ConfigurationException(Problem.error(
                    Place.of("wadi.api.cors"),
                    "",
                    "* lets in every page, and is for a loopback address only, not for " + address.getHostAddress(),
                    "Name the origins, such as https://tools.example.com"));
        }
        ApiToken viewer = given("wadi.api.viewer.token", access.viewerToken());
        ApiToken editor = given("wadi.api.token", access.token());
        boolean isNeeded = !isOwnMachine || viewer != null || !access.origins().isEmpty();
        return editor == null && isNeeded
                ? new ApiTokens(ApiToken.random(), viewer, true)
                : new ApiTokens(editor, viewer, false);
    }

    private static @Nullable ApiToken given(String setting, @Nullable String text) {
        return text == null ? null : ApiToken.of(setting, text);
    }

    /** Whether anybody has to say who he is. */
    boolean areNeeded() {
        return editor != null;
    }

    /** The role of one who presents this; empty when it is no token of theirs. */
    Optional<Role> role(String presented) {
        boolean isEditor = editor != null && editor.is(presented);
        boolean isViewer = viewer != null && viewer.is(presented);
        if (isEditor) {
            return Optional.of(Role.EDITOR);
        }
        return isViewer ? Optional.of(Role.VIEWER) : Optional.empty();
    }
}
