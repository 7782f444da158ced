package dev.wadi.connection.packageindex;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.tabular.TestingRows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.Tappable;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingPackageIndex;
import dev.wadi.testing.TestingRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of packages as rows. */
class IndexTapIT {

    private final TestingPackageIndex index = TestingPackageIndex.open();
    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();

    @BeforeEach
    void open() {
        connections.open(connection("my_index", "package_index").host(index.url()));
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        connections.close();
        index.close();
    }

    private List<String> read(String locator, String sql) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_index")) {
            BatchReader reader = ((Tappable) lease.value()).tap(run.tap(null, locator, Map.of()));
            return TestingRows.read(run, reader, sql);
        }
    }

    private void serve(String project, String type, String text) {
        index.server().serve("/simple/" + project + "/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            TestingHttp.send(exchange, 200, text);
        });
    }

    @Test
    void filesOfJsonAreRows() throws Exception {
        serve(
                "ruamel-yaml",
                "application/vnd.pypi.simple.v1+json",
                """
                {"files": [
                  {"filename": "ruamel.yaml-0.18.6-py3-none-any.whl", "url": "../../files/a.whl", "hashes": {"sha256": "abc"},
                   "requires-python": ">=3.7", "size": 117761, "upload-time": "2024-02-07T06:48:07.123456Z", "yanked": false},
                  {"filename": "ruamel.yaml-0.18.5.tar.gz", "url": "https://files.example/b", "hashes": {}, "yanked": "broken"}]}
                """);
        assertThat(read("Ruamel_YAML", "select * from t"))
                .containsExactly(
                        "ruamel-yaml|ruamel.yaml-0.18.6-py3-none-any.whl|0.18.6|bdist_wheel|"
                                + index.server().url()
                                + "/files/a.whl|abc|>=3.7|false|null|117761|2024-02-07T06:48:07.123456Z",
                        "ruamel-yaml|ruamel.yaml-0.18.5.tar.gz|0.18.5|sdist|https://files.example/b|null|null|true|broken|null|null");
    }

    @Test
    void filesOfHtmlAreRows() throws Exception {
        serve(
                "requests2",
                "text/html",
                """
                <!DOCTYPE html><html><body><!-- <a href="x">no</a> -->
                <a href="/f/requests2-1.0-py3-none-any.whl#sha256=def" data-requires-python="&gt;=3.8" data-yanked="">
                requests2-1.0-py3-none-any.whl</a></body></html>
                """);
        assertThat(read(
                        "requests2",
                        "select filename, version, url, sha256, requires_python, yanked, yanked_reason, size from t"))
                .containsExactly("requests2-1.0-py3-none-any.whl|1.0|"
                        + index.server().url() + "/f/requests2-1.0-py3-none-any.whl|def|>=3.8|true|null|null");
    }

    @Test
    void aProjectWithoutFilesHasItsColumns() throws Exception {
        assertThat(read("requests", "select count(*), count(url) from t")).containsExactly("0|0");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> read("nothing", "select 1"))
                .hasMessage("connection 'my_index': HTTP 404 to GET /simple/nothing/ at localhost:"
                        + index.server().port());
        assertThatThrownBy(() -> read("../admin", "select 1"))
                .hasMessage("locator: must be the name of a package, was '../admin'");
        serve("text", "text/plain", "x");
        assertThatThrownBy(() -> read("text", "select 1"))
                .hasMessage(
                        "connection 'my_index': the answer to GET /simple/text/ is no page of a package index (PEP 503 or 691)");
    }

    @Test
    void theColumnsAreFixed() throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_index")) {
            assertThat(((SchemaSource) lease.value()).columns("requests"))
                    .extracting(SchemaSource.Column::name)
                    .containsExactly(
                            "package",
                            "filename",
                            "version",
                            "packagetype",
                            "url",
                            "sha256",
                            "requires_python",
                            "yanked",
                            "yanked_reason",
                            "size",
                            "uploaded");
        }
    }
}
