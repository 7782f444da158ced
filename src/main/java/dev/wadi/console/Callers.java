package dev.wadi.console;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** Finds out who makes a call: by the token that it presents, or by the session of a browser. Thread-safe. */
final class Callers {

    private static final int WRONG_TOKENS = 100;
    private static final int WRONG_SIGN_INS = 10;
    private static final int RETRY_SECONDS = 60;

    private final ApiTokens tokens;
    private final SessionCookie cookie;
    private final Sessions sessions = new Sessions(System::nanoTime);
    private final Attempts calls = new Attempts(WRONG_TOKENS, System::nanoTime);
    private final Attempts signIns = new Attempts(WRONG_SIGN_INS, System::nanoTime);

    Callers(ApiTokens tokens, SessionCookie cookie) {
        this.tokens = tokens;
        this.cookie = cookie;
    }

    /** Whether anybody has to say who he is. */
    boolean needToken() {
        return tokens.areNeeded();
    }

    /**
     * Who makes a call.
     *
     * @param isInvited whether a page from elsewhere does, whose cookies count for nothing
     * @throws RefusedException when too many wrong tokens came from there
     */
    Caller of(HttpServerRequest request, boolean isInvited) {
        String address = address(request);
        List<String> presented = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (!needToken()) {
            return new Caller(Role.EDITOR, address, false);
        }
        if (presented.isEmpty()) {
            Optional<Role> role = isInvited
                    ? Optional.empty()
                    : cookie.read(request.headers()).flatMap(sessions::use);
            return new Caller(role.orElse(Role.NOBODY), address, role.isPresent());
        }
        requireFew(calls, address);
        Optional<Role> role =
                presented.size() == 1 ? ApiToken.inHeader(presented.get(0)).flatMap(tokens::role) : Optional.empty();
        if (role.isEmpty()) {
            calls.failed(address);
        }
        return new Caller(role.orElse(Role.NOBODY), address, false);
    }

    private static String address(HttpServerRequest request) {
        return String.valueOf(request.remoteAddress().hostAddress());
    }

    private static void requireFew(Attempts attempts, String address) {
        if (!attempts.mayTry(address)) {
            throw RefusedException.tooMany(
                    "Too many wrong tokens came from " + address + ". Try again in a minute", RETRY_SECONDS);
        }
    }

    /**
     * The role of a token with which somebody signs in.
     *
     * @throws RefusedException when it is wrong, or too many were
     */
    Role signIn(Caller caller, String token) {
        requireFew(signIns, caller.address());
        return tokens.role(token).orElseThrow(() -> {
            signIns.failed(caller.address());
            return new RefusedException(401, "This is not the token of wadi.api.token or wadi.api.viewer.token");
        });
    }

    /** Begins a session; the header that has the browser show it. */
    String beginSession(MultiMap headers, Role role) {
        cookie.read(headers).ifPresent(sessions::end);
        return cookie.begin(headers, sessions.begin(role));
    }

    /** Ends the session that is shown; the header that has the browser forget it. */
    String endSession(MultiMap headers) {
        cookie.read(headers).ifPresent(sessions::end);
        return cookie.end(headers);
    }

    /** Whether one who was let through would be again: a session may have ended. */
    boolean isStillKnown(Caller caller, MultiMap headers) {
        return !caller.isSignedIn()
                || cookie.read(headers).filter(sessions::isThere).isPresent();
    }
}
