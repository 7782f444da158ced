package dev.wadi.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.httpclient.OpenedFiles;
import dev.wadi.spi.EndpointSource;
import dev.wadi.testing.TestingHttp.Request;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code conn:} of an HTTP connection, in routes. */
class HttpRouteIT extends TwoServers {

    private static OpenedFiles opened(String extra) {
        return OpenedFiles.open(
                """
                my_http:
                  conn_type: http
                  host: %s
                  login: app
                  password: "s3cr€t:/@"
                  extra: {X-Api-Key: k3y, X-Tenant: one%s}
                """
                        .formatted(server.url(), extra));
    }

    private static String get(OpenedFiles opened, String uri) {
        return opened.template().requestBody(uri, null, String.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a b",
                "/a%20b",
                "/a%2520b",
                "/a%252520b",
                "/a%2Fb",
                "/a%252Fb",
                "/a%25252Fb",
                "/100%",
                "/a%41",
                "/ä",
                "/a%C3%A4",
                "/a+b",
                "/a%252Bb",
                "/a%25253Fb",
                "/a{b}"
            })
    void aPathReachesTheServerAsThatOfAUrlWrittenOut(String path) throws Exception {
        try (OpenedFiles opened = opened("")) {
            opened.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:conn").to("conn:my_http" + path + "?httpMethod=GET");
                    from("direct:written").to(server.url() + path + "?httpMethod=GET");
                }
            });

            assertThat(requestLine(opened, "direct:conn")).isEqualTo(requestLine(opened, "direct:written"));
        }
    }

    private static String requestLine(OpenedFiles opened, String route) {
        return get(opened, route).lines().findFirst().orElseThrow();
    }

    @Test
    void whatIsEncodedTwiceArrivesEncodedOnce() {
        try (OpenedFiles opened = opened("")) {
            assertThat(get(opened, "conn:my_http/a%2520b?httpMethod=GET")).startsWith("GET /a%20b\n");
        }
    }

    @Test
    void aRouteGetsByConnId() throws Exception {
        try (OpenedFiles opened = opened("")) {
            opened.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to("conn:my_http/api/items?httpMethod=GET&page=2&q=a b");
                }
            });

            assertThat(get(opened, "direct:start")).startsWith("GET /api/items?page=2&q=a+b\n");

            Request request = server.lastRequest();
            assertThat(request.header("Authorization")).startsWith("Basic ");
            assertThat(request.header("X-Api-Key")).isEqualTo("k3y");
            assertThat(request.header("X-Tenant")).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x?page=2&q=a b&z=%C3%A9&httpMethod=GET",
                "x?z=1&a=2&a=3&m=RAW(a+b&c)",
                "x?q=a%2Bb&empty=&flag",
                "caf%C3%A9/a%20b?q=100%25",
                "x/a%2Fb;v=1",
                "",
            })
    void aUrlIsWhatCamelHttpMakesOfIt(String path) {
        try (OpenedFiles opened = opened("")) {
            get(opened, server.url() + "/" + path);
            get(opened, "conn:my_http/" + path);

            Request plain = server.requests().get(0);
            assertThat(server.lastRequest().path()).isEqualTo(plain.path());
            assertThat(server.lastRequest().query()).isEqualTo(plain.query());
        }
    }

    @Test
    void aBodyIsPosted() {
        try (OpenedFiles opened = opened("")) {
            String answer = opened.template()
                    .requestBodyAndHeader(
                            "conn:my_http/items", "{\"a\": 1}", "Content-Type", "application/json", String.class);

            assertThat(answer)
                    .startsWith("POST /items\n")
                    .contains("content-type: application/json")
                    .endsWith("\n\n{\"a\": 1}");
        }
    }

    @Test
    void aHeadHasNoBody() {
        try (OpenedFiles opened = opened("")) {
            Exchange exchange = opened.template()
                    .request("conn:my_http/items?httpMethod=HEAD", request -> request.getIn()
                            .setBody(""));

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                    .isEqualTo(200);
            assertThat(server.lastRequest().method()).isEqualTo("HEAD");
        }
    }

    @Test
    void noUriHoldsASecret() {
        try (OpenedFiles opened = opened("")) {
            String inner = opened.connections().use("my_http", open -> {
                try {
                    return ((EndpointSource) open)
                            .endpoint(opened.context(), "x", Map.of("page", "2"))
                            .getEndpointUri();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            get(opened, "conn:my_http/x?page=2");

            assertThat(inner)
                    .startsWith(server.url() + "/x?")
                    .contains("page=2")
                    .doesNotContain("s3cr", "app", "k3y");
            assertThat(opened.context().getEndpoints().toString()).doesNotContain("s3cr", "k3y");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Exchange.HTTP_URI, Exchange.REST_HTTP_URI})
    void aMessageCannotSayWhereItGoes(String header) {
        try (OpenedFiles opened = opened("")) {
            String answer = opened.template()
                    .requestBodyAndHeader(
                            "conn:my_http/x?httpMethod=GET", null, header, other.url() + "/evil", String.class);

            assertThat(answer).startsWith("GET /x\n");
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "conn:my_http/x, more/and%20more, /x/more/and%20more",
        "conn:my_http/x, /more, /x/more",
        "conn:my_http, @localhost:1/more, /@localhost:1/more",
        "conn:my_http, //localhost:1/more, /localhost:1/more",
        "conn:my_http/x?page=1, more, /x/more?page=1",
    })
    void aMessageMayExtendThePath(String uri, String path, String asked) {
        try (OpenedFiles opened = opened("")) {
            String answer = opened.template().requestBodyAndHeader(uri, null, Exchange.HTTP_PATH, path, String.class);

            assertThat(answer).startsWith("GET " + asked + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../admin", "a/../../admin", "%2e%2e/admin", "a/..%2Fadmin", "..", "..?x", "..\\admin"})
    void aMessageCannotLeaveThePath(String path) {
        try (OpenedFiles opened = opened("")) {
            assertThatThrownBy(() -> opened.template()
                            .requestBodyAndHeader("conn:my_http/x", null, Exchange.HTTP_PATH, path, String.class))
                    .hasRootCauseMessage("CamelHttpPath leads out of the endpoint's path. Remove '..' from it");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aMessageMaySayTheQuery() {
        try (OpenedFiles opened = opened("")) {
            String answer = opened.template()
                    .requestBodyAndHeader(
                            "conn:my_http/x", null, Exchange.HTTP_QUERY, "page=3&q={{env:HOME}}", String.class);

            assertThat(answer).startsWith("GET /x?page=3&q=%7B%7Benv:HOME%7D%7D\n");
        }
    }

    @Test
    void aMessageCannotReplaceACredential() {
        try (OpenedFiles opened = opened("")) {
            opened.template()
                    .requestBodyAndHeaders(
                            "conn:my_http/x?httpMethod=GET",
                            null,
                            Map.of("authorization", "Bearer evil", "x-api-key", "evil", "Host", "evil.example"));

            Request request = server.lastRequest();
            assertThat(request.header("Authorization")).startsWith("Basic ");
            assertThat(request.header("X-Api-Key")).isEqualTo("k3y");
            assertThat(request.header("Host")).isEqualTo("localhost:" + server.port());
        }
    }

    @Test
    void aRedirectElsewhereTakesNoCredentialsAlong() {
        try (OpenedFiles opened = opened("")) {
            String answer = opened.template()
                    .requestBodyAndHeader(
                            "conn:my_http/redirect/307?httpMethod=GET&to=" + other.url() + "/there",
                            null,
                            "Authorization",
                            "Bearer of the message",
                            String.class);

            assertThat(answer).startsWith("GET /there\n");
            assertThat(other.lastRequest().headers()).doesNotContainKeys("authorization", "x-api-key", "x-tenant");
        }
    }

    @Test
    void redirectsAreFollowedAsTheConnectionSaysUnlessTheRouteSaysOtherwise() {
        try (OpenedFiles opened = opened(", allow_redirects: false")) {
            Exchange exchange = opened.template().request("conn:my_http/redirect/302?to=/x", request -> request.getIn()
                    .setBody(null));

            assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                    .isEqualTo(302);
            assertThat(get(opened, "conn:my_http/redirect/302?to=/x&followRedirects=true"))
                    .startsWith("GET /x\n");
        }
        try (OpenedFiles opened = opened(", max_redirects: 2")) {
            assertThatThrownBy(() -> get(opened, "conn:my_http/redirect/loop"))
                    .hasStackTraceContaining("Maximum redirects (2) exceeded");
        }
    }

    @Test
    void aBadStatusIsAnErrorUnlessAnswersAreNotChecked() {
        try (OpenedFiles opened = opened("")) {
            assertThatThrownBy(() -> get(opened, "conn:my_http/not-here"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasCauseInstanceOf(HttpOperationFailedException.class)
                    .hasRootCauseMessage(
                            "HTTP operation failed invoking " + server.url() + "/not-here with statusCode: 404");
        }
        try (OpenedFiles opened = opened(", check_response: false")) {
            assertThat(get(opened, "conn:my_http/not-here")).isEqualTo("nothing here");
        }
    }

    @Test
    void bigBodiesAreStreamedBothWays(@TempDir Path folder) throws Exception {
        long size = 64L << 20;
        Path file = folder.resolve("big.bin");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(size - 1).write(ByteBuffer.allocate(1));
        }
        try (OpenedFiles opened = opened(", stream: true")) {
            Exchange got = opened.template().request("conn:my_http/big/" + size, request -> {});
            assertThat(got.getException()).isNull();

            assertThat(opened.template().requestBody("conn:my_http/count", file.toFile(), String.class))
                    .isEqualTo(String.valueOf(size));
            opened.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:stream").to("conn:my_http/big/" + size).process(exchange -> {
                        InputStream in = exchange.getMessage().getBody(InputStream.class);
                        exchange.getMessage().setBody(in.transferTo(OutputStream.nullOutputStream()));
                    });
                }
            });
            assertThat(opened.template().requestBody("direct:stream", null, Long.class))
                    .isEqualTo(size);
        }
    }

    @Test
    void theConnectionsHeldByStreamsComeBack() {
        try (OpenedFiles opened = opened(", stream: true, timeout: 2, wadi: {max_connections: 2}")) {
            for (int i = 0; i < 10; i++) {
                assertThat(get(opened, "conn:my_http/x?httpMethod=GET")).startsWith("GET /x\n");
            }
        }
    }

    @Test
    void aRouteMayUseWhatCamelHttpHas() {
        try (OpenedFiles opened = opened("")) {
            assertThat(get(opened, "conn:my_http/x?httpMethod=DELETE&userAgent=wadi-test&connectionClose=true"))
                    .startsWith("DELETE /x\n")
                    .contains("user-agent: wadi-test");
            assertThatThrownBy(() -> get(opened, "conn:my_http/slow?responseTimeout=200"))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authUsername=a&authPassword=b | authPassword, authUsername are filled in by the connection 'my_http'. Remove them",
                "proxyHost=evil | proxyHost is filled in by the connection 'my_http'. Remove it",
                "sslContextParameters=#x | sslContextParameters is filled in by the connection 'my_http'. Remove it",
                "oauth2ClientId=x | oauth2ClientId is filled in by the connection 'my_http'. Remove it",
                "httpConnection.soTimeout=5 | httpConnection.soTimeout is filled in by the connection 'my_http'. Remove it",
                "preserveHostHeader=true | preserveHostHeader would let the other side choose what happens here. Remove it",
                "transferException=true | transferException would let the other side choose what happens here. Remove it",
            })
    void whatTheConnectionFillsInCannotBeSaidInARoute(String options, String message) {
        try (OpenedFiles opened = opened("")) {
            assertThatThrownBy(() -> get(opened, "conn:my_http/x?" + options)).hasRootCauseMessage(message);
        }
    }

    @Test
    void anotherVersionOfTheConnectionIsUsedFromTheNextExchangeOn() {
        try (OpenedFiles opened = opened("")) {
            get(opened, "conn:my_http/x");
            opened.reopen("my_http: {conn_type: http, host: '%s/base'}".formatted(other.url()));

            assertThat(get(opened, "conn:my_http/x")).startsWith("GET /base/x\n");
            assertThat(other.lastRequest().headers()).doesNotContainKey("authorization");
        }
    }

    @Test
    void aPollEnrichReads() throws Exception {
        try (OpenedFiles opened = opened("")) {
            opened.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").pollEnrich("conn:my_http/basic", 5000);
                }
            });

            assertThat(get(opened, "direct:start")).isEqualTo("signed in");
        }
    }

    @Test
    void whatIsLoggedOfAnExchangeHoldsNoSecret() {
        try (OpenedFiles opened = opened("")) {
            List<String> seen = new CopyOnWriteArrayList<>();
            opened.context().getRegistry().bind("listener", new HeadersOfRequests(seen));

            get(opened, "conn:my_http/basic?httpActivityListener=#listener");

            assertThat(String.join("\n", seen)).contains("X-Tenant").doesNotContain("Authorization", "k3y");
        }
    }
}
