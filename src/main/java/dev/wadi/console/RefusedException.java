package dev.wadi.console;

import java.util.List;
import java.util.Map;

/** A call that cannot be answered as it was meant. The detail is for its caller, and holds no secret. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    /**
     * Something that is wrong in what was sent, in the form of Airflow's API.
     *
     * @param type such as {@code missing}, {@code extra_forbidden} or {@code value_error}
     * @param loc where: {@code body} or {@code query}, then names and indexes
     * @param msg what is wrong and how to mend it; never a value that may be secret
     */
    record Invalid(String type, List<Object> loc, String msg) {

        Invalid {
            loc = List.copyOf(loc);
        }
    }

    private RefusedException(String message, Answer answer) {
        super(message);
        this.answer = answer;
    }

    RefusedException(int status, String detail) {
        this(detail, Answer.of(status, Map.of("detail", detail)));
    }

    /** With more to say than a detail. */
    RefusedException(int status, Map<String, Object> body) {
        this(String.valueOf(body.get("detail")), Answer.of(status, body));
    }

    /** What was sent is wrong, in one place or more. */
    static RefusedException invalid(List<Invalid> wrong) {
        return new RefusedException(422, Map.of("detail", List.copyOf(wrong)));
    }

    static RefusedException invalid(String type, List<Object> loc, String msg) {
        return invalid(List.of(new Invalid(type, loc, msg)));
    }

    /** Not now. */
    static RefusedException tooMany(String detail, int retryAfterSeconds) {
        return new RefusedException(
                detail,
                Answer.of(429, Map.of("detail", detail)).with("Retry-After", Integer.toString(retryAfterSeconds)));
    }

    /** What was wrong in what was sent; empty when it was refused for another reason. */
    List<Invalid> invalid() {
        return answer.body() instanceof Map<?, ?> body && body.get("detail") instanceof List<?> all
                ? all.stream()
                        .filter(Invalid.class::isInstance)
                        .map(Invalid.class::cast)
                        .toList()
                : List.of();
    }

    /** What is answered. */
    Answer answer() {
        return answer;
    }
}
