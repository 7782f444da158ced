package dev.wadi.console;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API: how it is routed, who may make it, and what OpenAPI says of it. A GET answers HEAD too.
 *
 * @param path as in {@code /api/v2/connections/:connection_id}; a part that begins with a colon is a parameter
 * @param role the least that its caller must be
 * @param pace whether it may wait for other servers
 * @param body what it takes as JSON; null when it takes none
 * @param answers what its body is, by status; {@code Void} for none. Errors go without saying
 * @param work what it does
 */
record ApiCall(
        HttpMethod method,
        String path,
        Role role,
        Pace pace,
        String summary,
        List<Parameter> parameters,
        @Nullable Class<?> body,
        Map<Integer, Class<?>> answers,
        Work work) {

    /** Which workers do it: those who wait for servers hold back no others. */
    enum Pace {
        QUICK,
        SLOW
    }

    /** What a call does, on a thread of a worker. */
    interface Work {

        /**
         * Does it.
         *
         * @throws RefusedException when it cannot be answered as it was meant
         */
        Answer answer(Asked asked) throws Exception;
    }

    ApiCall {
        parameters = List.copyOf(parameters);
        answers = Map.copyOf(answers);
    }

    /** A quick one that takes and answers nothing yet: reading is for viewers, all else for editors. */
    static ApiCall of(HttpMethod method, String path, String summary, Work work) {
        Role role = method.equals(HttpMethod.GET) ? Role.VIEWER : Role.EDITOR;
        return new ApiCall(method, path, role, Pace.QUICK, summary, List.of(), null, Map.of(), work);
    }

    static ApiCall get(String path, String summary, Class<?> answer, Work work) {
        return of(HttpMethod.GET, path, summary, work).answering(200, answer);
    }

    static ApiCall post(String path, String summary, Work work) {
        return of(HttpMethod.POST, path, summary, work);
    }

    static ApiCall patch(String path, String summary, Work work) {
        return of(HttpMethod.PATCH, path, summary, work);
    }

    static ApiCall delete(String path, String summary, Work work) {
        return of(HttpMethod.DELETE, path, summary, work);
    }

    ApiCall by(Role needed) {
        return new ApiCall(method, path, needed, pace, summary, parameters, body, answers, work);
    }

    ApiCall slow() {
        return new ApiCall(method, path, role, Pace.SLOW, summary, parameters, body, answers, work);
    }

    ApiCall with(Parameter... more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return new ApiCall(method, path, role, pace, summary, all, body, answers, work);
    }

    ApiCall taking(Class<?> json) {
        return new ApiCall(method, path, role, pace, summary, parameters, json, answers, work);
    }

    ApiCall answering(int status, Class<?> json) {
        Map<Integer, Class<?>> all = new TreeMap<>(answers);
        all.put(status, json);
        return new ApiCall(method, path, role, pace, summary, parameters, body, all, work);
    }

    /** Whether a body that is sent is read. */
    boolean readsBody() {
        return !method.equals(HttpMethod.GET);
    }
}
