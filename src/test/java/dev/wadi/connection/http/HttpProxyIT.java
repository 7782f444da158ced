package dev.wadi.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.httpclient.OpenedFiles;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingHttpProxy;
import dev.wadi.testing.TestingTls;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are reached through a proxy. */
class HttpProxyIT {

    private static Path folder;

    private static TestingHttp plain;
    private static TestingHttp secure;
    private static Path authority;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        folder = temporary;
        plain = TestingHttp.plain();
        secure = TestingHttp.tls();
        authority = TestingTls.writePem(folder, "ca", TestingTls.shared().certificate());
    }

    @AfterAll
    static void stop() {
        plain.close();
        secure.close();
    }

    private static OpenedFiles opened(TestingHttp to, String proxy, String noProxy) {
        return OpenedFiles.open(
                """
                my_http:
                  conn_type: http
                  host: %s
                  login: app
                  password: pa55
                  extra:
                    verify: %s
                    proxies: {all: '%s', no_proxy: '%s'}
                """
                        .formatted(to.url(), authority, proxy, noProxy));
    }

    @Test
    void aServerIsReachedThroughTheProxy() {
        try (TestingHttpProxy proxy = TestingHttpProxy.open();
                OpenedFiles opened = opened(plain, "http://" + proxy.address(), "")) {
            assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to HEAD " + plain.url());
            assertThat(opened.template().requestBody("conn:my_http/x?httpMethod=GET", null, String.class))
                    .startsWith("GET /x\n");

            assertThat(proxy.requests())
                    .containsExactly("HEAD " + plain.url() + "/ HTTP/1.1", "GET " + plain.url() + "/x HTTP/1.1");
        }
    }

    @Test
    void aServerWithTlsIsReachedThroughATunnel() {
        try (TestingHttpProxy proxy = TestingHttpProxy.open();
                OpenedFiles opened = opened(secure, "http://" + proxy.address(), "")) {
            assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to HEAD " + secure.url());
            assertThat(opened.template().requestBody("conn:my_http/x?httpMethod=GET", null, String.class))
                    .startsWith("GET /x\n")
                    .contains("authorization: Basic ");

            String connect = "CONNECT localhost:" + secure.port() + " HTTP/1.1";
            assertThat(proxy.requests()).containsExactly(connect, connect);
        }
    }

    @Test
    void whatNoProxyNamesIsReachedDirectly() {
        try (TestingHttpProxy proxy = TestingHttpProxy.open();
                OpenedFiles opened = opened(plain, "http://" + proxy.address(), "localhost")) {
            opened.test("my_http");

            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void theLoginOfTheProxyIsSentToTheProxyAtOnce() {
        try (TestingHttpProxy proxy = TestingHttpProxy.with("bob:p@ss")) {
            try (OpenedFiles opened = opened(plain, "http://bob:p%40ss@" + proxy.address(), "")) {
                String answer = opened.template()
                        .requestBody("conn:my_http/x", new ByteArrayInputStream(new byte[] {'a'}), String.class);

                assertThat(answer).startsWith("POST /x\n").doesNotContain("proxy-authorization");
            }
            try (OpenedFiles opened = opened(secure, "http://bob:p%40ss@" + proxy.address(), "")) {
                assertThat(opened.template().requestBody("conn:my_http/x", "a", String.class))
                        .startsWith("POST /x\n")
                        .doesNotContain("proxy-authorization");
            }
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void aProxyThatRefusesTheLoginIsSaid() {
        try (TestingHttpProxy proxy = TestingHttpProxy.with("bob:right")) {
            for (TestingHttp server : new TestingHttp[] {plain, secure}) {
                try (OpenedFiles opened = opened(server, "http://bob:wr0ng@" + proxy.address(), "")) {
                    assertThatThrownBy(() -> opened.test("my_http"))
                            .hasMessage("connection 'my_http': the proxy refused the login: HTTP 407 to GET "
                                    + server.url());
                }
            }
        }
    }
}
