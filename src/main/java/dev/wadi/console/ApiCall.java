package dev.wadi.console;

import dev.wadi.connection.Events.Kind;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * @param told what those who follow events are told it is, when it is done; null when nothing
 * @param isAudited whether it is written down who made it
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
        @Nullable Kind told,
        boolean isAudited,
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

    /** A quick one that takes and answers nothing yet: reading is for viewers, all else for editors, and audited. */
    static ApiCall of(HttpMethod method, String path, String summary, Work work) {
        boolean reads = method.equals(HttpMethod.GET);
        Role role = reads ? Role.VIEWER : Role.EDITOR;
        return new ApiCall(method, path, role, Pace.QUICK, summary, List.of(), null, Map.of(), null, !reads, work);
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
        return new ApiCall(method, path, needed, pace, summary, parameters, body, answers, told, isAudited, work);
    }

    ApiCall slow() {
        return new ApiCall(method, path, role, Pace.SLOW, summary, parameters, body, answers, told, isAudited, work);
    }

    ApiCall with(Parameter... more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return new ApiCall(method, path, role, pace, summary, all, body, answers, told, isAudited, work);
    }

    ApiCall taking(Class<?> json) {
        return new ApiCall(method, path, role, pace, summary, parameters, json, answers, told, isAudited, work);
    }

    ApiCall answering(int status, Class<?> json) {
        Map<Integer, Class<?>> all = new TreeMap<>(answers);
        all.put(status, json);
        return new ApiCall(method, path, role, pace, summary, parameters, body, all, told, isAudited, work);
    }

    /** Those who follow events are told of it when it is done. */
    ApiCall telling(Kind kind) {
        return new ApiCall(method, path, role, pace, summary, parameters, body, answers, kind, isAudited, work);
    }

    /** Changes nothing, and is not written down. */
    ApiCall unaudited() {
        return new ApiCall(method, path, role, pace, summary, parameters, body, answers, told, false, work);
    }

    /** What it does, as in {@code reload all files}; its summary begins with a capital. */
    String what() {
        return summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1);
    }

    /** Whether a body that is sent is read. */
    boolean readsBody() {
        return !method.equals(HttpMethod.GET);
    }
}
