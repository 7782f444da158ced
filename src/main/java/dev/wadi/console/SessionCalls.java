package dev.wadi.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a browser signs in and out, and finds out whether it has to. */
final class SessionCalls {

    private static final String SESSION = "/api/v2/session";

    private final Callers callers;

    SessionCalls(Callers callers) {
        this.callers = callers;
    }

    /** What a browser signs in with. */
    record SignIn(@Nullable String token) {}

    /**
     * Who somebody is.
     *
     * @param role null for nobody
     * @param needed whether anybody has to sign in here
     */
    record Session(@Nullable Role role, boolean needed) {}

    List<ApiCall> calls() {
        return List.of(
                ApiCall.get(SESSION, "Who one is", Session.class, this::get).by(Role.NOBODY),
                ApiCall.post(SESSION, "Sign in", this::signIn)
                        .taking(SignIn.class)
                        .answering(200, Session.class)
                        .by(Role.NOBODY),
                ApiCall.delete(SESSION, "Sign out", this::signOut)
                        .answering(204, Void.class)
                        .by(Role.NOBODY));
    }

    private Answer get(Asked asked) {
        Role role = asked.caller().role();
        return Answer.ok(new Session(role == Role.NOBODY ? null : role, callers.needToken()));
    }

    private Answer signIn(Asked asked) {
        String token = asked.body(SignIn.class).token();
        if (!callers.needToken()) {
            return get(asked);
        }
        if (token == null) {
            throw RefusedException.invalid("missing", List.of("body", "token"), "Field required");
        }
        Role role = callers.signIn(asked.caller(), token);
        asked.isAbout(role.word(), List.of());
        return Answer.ok(new Session(role, true)).with("Set-Cookie", callers.beginSession(asked.headers(), role));
    }

    private Answer signOut(Asked asked) {
        return Answer.none().with("Set-Cookie", callers.endSession(asked.headers()));
    }
}
