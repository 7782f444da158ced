package dev.wadi.console;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a call is asked, as its work sees it. What makes no sense is refused when it is asked for. */
final class Asked {

    private final Caller caller;
    private final Map<String, String> path;
    private final MultiMap query;
    private final MultiMap headers;
    private final String body;
    private final BooleanSupplier isStillKnown;
    private @Nullable String subject;
    private List<String> changed = List.of();

    /**
     * @param path the parameters in the path, decoded
     * @param body as it was sent; empty when none was
     * @param isStillKnown whether the caller would still be let through
     */
    Asked(
            HttpServerRequest request,
            Caller caller,
            Map<String, String> path,
            String body,
            BooleanSupplier isStillKnown) {
        this.caller = caller;
        this.path = path;
        this.query = request.params();
        this.headers = request.headers();
        this.body = body;
        this.isStillKnown = isStillKnown;
    }

    Caller caller() {
        return caller;
    }

    /** Whether the caller may go on; a browser may have signed out. */
    boolean isStillKnown() {
        return isStillKnown.getAsBoolean();
    }

    /**
     * Says what the call is about, for the audit.
     *
     * @param about such as a {@code conn_id}; unless it is said, what the path names
     * @param names what is changed of it: names, never values
     */
    void isAbout(String about, Collection<String> names) {
        subject = about;
        changed = List.copyOf(names);
    }

    String subject() {
        return subject == null ? String.join(" ", path.values()) : subject;
    }

    List<String> changed() {
        return changed;
    }

    /** A parameter in the path. */
    String path(String name) {
        return Optional.ofNullable(path.get(name)).orElseThrow();
    }

    /** A parameter in the query; the last one when there are more. */
    Optional<String> query(String name) {
        List<String> all = queries(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    List<String> queries(String name) {
        return query.getAll(name);
    }

    /** A whole number from 0 in the query. */
    int number(String name, int otherwise) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,9}")) {
            throw RefusedException.invalid(
                    "int_parsing", List.of("query", name), name + " must be a whole number from 0");
        }
        return Integer.parseInt(text.get());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    MultiMap headers() {
        return headers;
    }

    /** The body as it was sent; empty when none was. */
    String text() {
        return body;
    }

    /** The body as what it should be. */
    <T> T body(Class<T> type) {
        return SentJson.read(body, type);
    }
}
