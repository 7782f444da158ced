package dev.wadi.connection.httpclient;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.io.CloseMode;

/**
 * How a server is tested.
 *
 * @param methods tried one after the other until one has a good answer; at least one
 * @param path below the connection's address
 * @param accept for the header of that name; empty for none
 * @param judge says what a good answer is
 */
public record HttpProbe(List<String> methods, String path, String accept, Judge judge) {

    /** Says whether an answer is good. */
    @FunctionalInterface
    public interface Judge {

        /**
         * Says what a good answer is.
         *
         * @return what answered, in one phrase
         * @throws BadAnswerException when the answer is not good
         */
        String judge(HttpAnswer answer) throws BadAnswerException;
    }

    public HttpProbe {
        methods = List.copyOf(methods);
    }

    /** Any answer below 500 is good, unless it refuses the login. */
    public static HttpProbe reachable(List<String> methods, String path) {
        return new HttpProbe(methods, path, "", HttpAnswer::reachable);
    }

    String ask(HttpAddress address, CloseableHttpClient client) throws IOException {
        for (String method : methods.subList(0, methods.size() - 1)) {
            try {
                return ask(address, client, method);
            } catch (BadAnswerException | NoHttpResponseException e) {
                // servers that do not know a method answer it in any way
            }
        }
        return ask(address, client, methods.get(methods.size() - 1));
    }

    /** The header {@code Date} of the answer; empty when there is none. */
    static String date(HttpAddress address, CloseableHttpClient client) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase("HEAD", URI.create(address.resolve("")));
        CloseableHttpResponse response = CloseableHttpResponse.adapt(client.executeOpen(null, request, null));
        try {
            Header date = response.getFirstHeader("Date");
            return date == null ? "" : date.getValue();
        } finally {
            response.close(CloseMode.IMMEDIATE);
        }
    }

    private String ask(HttpAddress address, CloseableHttpClient client, String method) throws IOException {
        URI url = URI.create(address.resolve(path));
        HttpUriRequestBase request = new HttpUriRequestBase(method, url);
        if (!accept.isEmpty()) {
            request.setHeader("Accept", accept);
        }
        CloseableHttpResponse response = CloseableHttpResponse.adapt(client.executeOpen(null, request, null));
        try {
            return judge.judge(HttpAnswer.of(method, url, response));
        } finally {
            response.close(CloseMode.IMMEDIATE); // a graceful one would read the rest of the body
        }
    }
}
