package dev.wadi.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out who makes a call. */
final class Callers {

    private final @Nullable ApiToken token;

    /** @param token what callers must present; null when only this machine can call */
    Callers(@Nullable ApiToken token) {
        this.token = token;
    }

    /** Whether anybody has to say who he is. */
    boolean needToken() {
        return token != null;
    }

    Caller of(HttpServerRequest request) {
        return new Caller(role(request), request.remoteAddress().hostAddress());
    }

    private Role role(HttpServerRequest request) {
        List<String> presented = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        boolean isKnown = token == null || (presented.size() == 1 && token.isPresentedBy(presented.get(0)));
        return isKnown ? Role.EDITOR : Role.NOBODY;
    }
}
