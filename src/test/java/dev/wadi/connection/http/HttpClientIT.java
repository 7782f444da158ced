package dev.wadi.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.httpclient.OpenedFiles;
import dev.wadi.testing.TestingHttp.Request;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;

/** The client that Java code and components get by the connection's id. */
class HttpClientIT extends TwoServers {

    private static OpenedFiles opened(String extra) {
        return OpenedFiles.open(
                """
                my_http:
                  conn_type: http
                  host: %s/base
                  login: app
                  password: "s3cr€t:/@"
                  extra: {X-Api-Key: k3y, Accept: text/csv, headers: {X-Tenant: one}%s}
                """
                        .formatted(server.url(), extra));
    }

    private static String text(HttpClient client, ClassicHttpRequest request) throws IOException {
        return client.execute(request, response -> EntityUtils.toString(response.getEntity()));
    }

    private static int status(HttpClient client, ClassicHttpRequest request) throws IOException {
        return client.execute(request, response -> response.getCode());
    }

    @Test
    void aPathIsOneOfTheConnection() throws IOException {
        try (OpenedFiles opened = opened("")) {
            HttpClient client = opened.bean("my_http", HttpClient.class);

            String answer = text(client, new HttpGet("/api/items?page=2"));

            assertThat(answer).startsWith("GET /base/api/items?page=2\n");
            Request request = server.lastRequest();
            assertThat(request.header("Authorization")).startsWith("Basic YXBwOn");
            assertThat(request.header("X-Api-Key")).isEqualTo("k3y");
            assertThat(request.header("X-Tenant")).isEqualTo("one");
            assertThat(request.header("Accept")).isEqualTo("text/csv");
        }
    }

    @Test
    void theLoginIsSentWithTheFirstRequest() throws IOException {
        try (OpenedFiles opened = opened("")) {
            HttpClient client = opened.bean("my_http", HttpClient.class);

            assertThat(text(client, new HttpGet(server.url() + "/basic"))).isEqualTo("signed in");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aRequestMayReplaceAHeaderButNotACredential() throws IOException {
        try (OpenedFiles opened = opened("")) {
            HttpPost post = new HttpPost("/x");
            post.setEntity(new StringEntity("{}", ContentType.APPLICATION_JSON));
            post.setHeader("accept", "text/html");
            post.setHeader("x-api-key", "another");
            post.setHeader("Authorization", "Bearer another");

            text(opened.bean("my_http", HttpClient.class), post);

            Request request = server.lastRequest();
            assertThat(request.header("Accept")).isEqualTo("text/html");
            assertThat(request.header("X-Api-Key")).isEqualTo("k3y");
            assertThat(request.header("Authorization")).startsWith("Basic ");
            assertThat(request.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
        }
    }

    @Test
    void anotherServerGetsNothingOfTheConnection() throws IOException {
        try (OpenedFiles opened = opened("")) {
            HttpClient client = opened.bean("my_http", HttpClient.class);

            assertThat(text(client, new HttpGet(other.url() + "/base/x"))).startsWith("GET /base/x\n");

            assertThat(other.lastRequest().headers())
                    .doesNotContainKeys("authorization", "x-api-key", "x-tenant", "accept");
        }
    }

    @Test
    void aRedirectToAnotherServerTakesNoCredentialsAlong() throws IOException {
        try (OpenedFiles opened = opened("")) {
            HttpGet get = new HttpGet(server.url() + "/redirect/307?to=" + other.url() + "/there");
            get.setHeader("Cookie", "session=1");
            get.setHeader("Authorization", "Bearer of-the-request");
            get.setHeader("X-Trace", "7");

            assertThat(text(opened.bean("my_http", HttpClient.class), get)).startsWith("GET /there\n");

            assertThat(server.lastRequest().header("Authorization")).startsWith("Basic ");
            assertThat(other.lastRequest().header("X-Trace")).isEqualTo("7");
            assertThat(other.lastRequest().headers())
                    .doesNotContainKeys("authorization", "cookie", "x-api-key", "x-tenant");
        }
    }

    @Test
    void aRedirectToTheSameServerIsSignedIn() throws IOException {
        try (OpenedFiles opened = opened("")) {
            HttpGet get = new HttpGet(server.url() + "/redirect/302?to=/basic");

            assertThat(text(opened.bean("my_http", HttpClient.class), get)).isEqualTo("signed in");
        }
    }

    @Test
    void aTargetThatIsNotTheServerOfTheUriGetsNoCredentials() throws IOException {
        try (OpenedFiles opened = opened("")) {
            HttpClient client = opened.bean("my_http", HttpClient.class);

            client.execute(
                    HttpHost.create(URI.create(other.url())),
                    new HttpGet(server.url() + "/x"),
                    response -> response.getCode());

            assertThat(other.lastRequest().headers()).doesNotContainKeys("authorization", "x-api-key");
        }
    }

    @Test
    void redirectsAreFollowedAsOftenAsTheConnectionAllows() throws IOException {
        try (OpenedFiles opened = opened(", max_redirects: 3")) {
            HttpClient client = opened.bean("my_http", HttpClient.class);

            assertThatThrownBy(() -> text(client, new HttpGet(server.url() + "/redirect/loop")))
                    .hasMessage("Maximum redirects (3) exceeded");
        }
        try (OpenedFiles opened = opened(", allow_redirects: false")) {
            HttpClient client = opened.bean("my_http", HttpClient.class);

            assertThat(status(client, new HttpGet(server.url() + "/redirect/302?to=/x")))
                    .isEqualTo(302);
        }
    }

    @Test
    void aResponseKeepsItsVersionOfTheConnectionOpen() throws IOException {
        try (OpenedFiles opened = opened("")) {
            HttpClient client = opened.bean("my_http", HttpClient.class);
            try (ClassicHttpResponse response =
                    client.executeOpen(null, new HttpGet(server.url() + "/big/500000"), null)) {
                opened.reopen("my_http: {conn_type: http, host: '%s/next'}".formatted(server.url()));

                assertThat(EntityUtils.toByteArray(response.getEntity())).hasSize(500_000);
            }
            assertThat(text(client, new HttpGet("x"))).startsWith("GET /next/x\n");
        }
    }

    @Test
    void aSlowServerIsGivenUp() {
        try (OpenedFiles opened = opened(", timeout: 0.3")) {
            assertThatThrownBy(
                            () -> text(opened.bean("my_http", HttpClient.class), new HttpGet(server.url() + "/slow")))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void itMayBeOpenTwiceAndClosedTwice() throws IOException {
        try (OpenedFiles one = opened("");
                OpenedFiles two = opened("")) {
            text(one.bean("my_http", HttpClient.class), new HttpGet("/x"));
            for (int i = 0; i < 2; i++) {
                one.connections().use("my_http", open -> {
                    open.close();
                    return "";
                });
            }

            assertThatThrownBy(() -> text(one.bean("my_http", HttpClient.class), new HttpGet("/x")))
                    .hasMessage("Connection pool shut down");
            assertThat(text(two.bean("my_http", HttpClient.class), new HttpGet("/x")))
                    .startsWith("GET /base/x\n");
        }
    }

    @Test
    void nothingThatIsShownHoldsASecret() {
        try (OpenedFiles opened = opened("")) {
            HttpClient client = opened.bean("my_http", HttpClient.class);

            assertThat(client.toString()).doesNotContain("s3cr", "k3y");
            assertThat(opened.connections().<String>use("my_http", Object::toString))
                    .isEqualTo("connection 'my_http' to localhost:" + server.port());
        }
    }
}
