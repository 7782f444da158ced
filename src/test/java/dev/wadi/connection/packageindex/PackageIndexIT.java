package dev.wadi.connection.packageindex;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.httpclient.OpenedFiles;
import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingPackageIndex;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageIndexIT implements ServerContract {

    private static TestingPackageIndex shared;

    @BeforeAll
    static void start() {
        shared = TestingPackageIndex.with("a@b:p/w:?#%");
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    @Override
    public Written working() {
        return at(shared.server().port());
    }

    @Override
    public Written at(int port) {
        return connection("my_python_conn", "package_index")
                .host("http://localhost:" + port + "/simple")
                .login("a@b")
                .password("p/w:?#%");
    }

    @Override
    public String path() {
        return "requests/";
    }

    @Override
    public List<String> secrets() {
        return List.of("p/w", "p%2Fw");
    }

    private static OpenedFiles opened(String host, String rest) {
        return OpenedFiles.open("my_python_conn: {conn_type: package_index, host: '%s'%s}".formatted(host, rest));
    }

    private static final String LOGIN = ", login: 'a@b', password: 'p/w:?#%'";

    @Test
    void theBeanIsTheUrlWithTheLoginInIt() {
        try (OpenedFiles opened = opened("https://pkgs.example.com/simple", LOGIN)) {
            URI url = opened.bean("my_python_conn", URI.class);

            assertThat(url).isEqualTo(URI.create("https://a%40b:p%2Fw%3A%3F%23%25@pkgs.example.com/simple"));
            opened.reopen("my_python_conn: {conn_type: package_index, host: 'https://next.example.com/simple'}");
            assertThat(opened.bean("my_python_conn", URI.class))
                    .isEqualTo(URI.create("https://next.example.com/simple"));
        }
    }

    @Test
    void aRouteAsksTheIndexByConnId() {
        try (TestingPackageIndex index = TestingPackageIndex.with("a@b:p/w:?#%");
                OpenedFiles opened = opened(index.url(), LOGIN)) {
            assertThat(opened.template().requestBody("conn:my_python_conn/requests/", null, String.class))
                    .contains("<a href=\"/f.whl\">f.whl</a>");
            assertThat(opened.template()
                            .requestBodyAndHeader(
                                    "conn:my_python_conn/requests/",
                                    null,
                                    "Accept",
                                    "application/vnd.pypi.simple.v1+json",
                                    String.class))
                    .startsWith("{\"meta\"");
            assertThat(opened.context().getEndpoints().toString()).doesNotContain("p/w", "p%2Fw");
        }
    }

    @Test
    void javaCodeAsksTheIndexWithTheClient() throws Exception {
        try (TestingPackageIndex index = TestingPackageIndex.with("a@b:p/w:?#%");
                OpenedFiles opened = opened(index.url(), LOGIN)) {
            HttpClient client = opened.bean("my_python_conn", HttpClient.class);

            assertThat(client.<String>execute(
                            new HttpGet("requests/"), response -> EntityUtils.toString(response.getEntity())))
                    .contains("f.whl");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', true, 691", "/, true, 691", "'', false, 503"})
    void theTestReadsTheIndex(String slash, boolean knowsJson, String pep) {
        try (TestingPackageIndex index = knowsJson ? TestingPackageIndex.open() : TestingPackageIndex.html();
                OpenedFiles opened = opened(index.url() + slash, "")) {
            assertThat(opened.test("my_python_conn"))
                    .isEqualTo("package index (PEP " + pep + "), HTTP 200 to GET " + index.url() + "/");
            assertThat(index.server().lastRequest().path()).isEqualTo("/simple/");
        }
    }

    @Test
    void theTestSaysThatTheLoginIsWrong() {
        try (TestingPackageIndex index = TestingPackageIndex.with("app:right");
                OpenedFiles opened = opened(index.url(), ", login: app, password: wr0ng")) {
            assertThatThrownBy(() -> opened.test("my_python_conn"))
                    .hasMessage("connection 'my_python_conn': the server refused the login: HTTP 401 to GET "
                            + index.url() + "/");
        }
    }

    @Test
    void theTestSaysThatAServerIsNoIndex() {
        try (TestingHttp server = TestingHttp.plain()) {
            server.serve("/portal/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                TestingHttp.send(exchange, 200, "<html><a href='/login'>Sign in</a> banner</html>");
            });
            try (OpenedFiles opened = opened(server.url() + "/portal", "")) {
                assertThatThrownBy(() -> opened.test("my_python_conn"))
                        .hasMessage(
                                "connection 'my_python_conn': the answer is no package index (PEP 503 or 691): HTTP 200"
                                        + " to GET " + server.url() + "/portal/");
            }
            try (OpenedFiles opened = opened(server.url() + "/not-here", "")) {
                assertThatThrownBy(() -> opened.test("my_python_conn"))
                        .hasMessage("connection 'my_python_conn': there is no package index: HTTP 404 to GET "
                                + server.url() + "/not-here/");
            }
        }
    }
}
