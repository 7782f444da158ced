package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files, as they are served. */
class PageTest {

    private static final String LIBRARY = "standalone.module.js";

    private static Service service;
    private static ApiServer closed;
    private static RawHttp http;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        service = Service.start(home, Map.of());
        closed = service.api(Map.of("wadi.api.host", "0.0.0.0", "wadi.api.token", "secret"));
        http = new RawHttp(closed.port());
    }

    @AfterAll
    static void stop() {
        closed.close();
        service.close();
    }

    private static String hash() {
        return PageFiles.read().hash();
    }

    @Test
    void thePageIsServedToEverybody() {
        RawHttp.Answer page = http.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.header("Cache-Control")).contains("no-cache");
        assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("/assets/HASH/");
    }

    @Test
    void allThatItLoadsIsThere() {
        Matcher addresses = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"")
                .matcher(http.get("/").body());
        while (addresses.find()) {
            assertThat(http.get(addresses.group(1)).status())
                    .describedAs(addresses.group(1))
                    .isEqualTo(200);
        }
    }

    @Test
    void allThatItsFilesImportIsThereAndNothingComesFromElsewhere() {
        PageFiles files = PageFiles.read();
        Pattern imported = Pattern.compile("(?:from|import)\\s*\\(?\\s*['\"]([^'\"]+)['\"]");
        files.contents().forEach((name, content) -> {
            String text = new String(content, StandardCharsets.UTF_8);
            Matcher imports = imported.matcher(name.endsWith(".js") ? text : "");
            while (imports.find()) {
                assertThat(imports.group(1)).describedAs(name).startsWith("./");
                assertThat(files.contents())
                        .describedAs(name)
                        .containsKey(imports.group(1).substring(2));
            }
            assertThat(text.replace("http://www.w3.org/", ""))
                    .describedAs(name)
                    .doesNotContainPattern("(src|href)=\"(https?:)?//");
        });
    }

    @Test
    void itMayLoadAndSendToNothingButThis() {
        for (RawHttp.Answer answer :
                new RawHttp.Answer[] {http.get("/"), http.get("/assets/" + hash() + "/" + LIBRARY)}) {
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
            assertThat(answer.header("X-Frame-Options")).contains("DENY");
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void aPageThatIsKnownIsNotSentAgain() {
        String tag = http.get("/").header("ETag").orElseThrow();
        RawHttp.Answer again = http.get("/", "If-None-Match: " + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("Content-Security-Policy")) // a browser puts it in place of the one that it kept
                .isEqualTo(http.get("/").header("Content-Security-Policy"));
        assertThat(http.get("/", "If-None-Match: \"older\"").status()).isEqualTo(200);
    }

    @Test
    void itsFilesAreKeptForeverByTheirHash() {
        RawHttp.Answer file = http.get("/assets/" + hash() + "/" + LIBRARY);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(file.header("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(http.get("/assets/0123456789abcdef/" + LIBRARY).status()).isEqualTo(404);
    }

    @Test
    void filesAreZippedForThoseThatUnpackThem() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + closed.port() + "/assets/" + hash() + "/" + LIBRARY);
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<java.io.InputStream> zipped = client.send(
                HttpRequest.newBuilder(address)
                        .header("Accept-Encoding", "gzip, br")
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        HttpResponse<byte[]> plain = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
        assertThat(plain.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(new GZIPInputStream(zipped.body()).readAllBytes()).isEqualTo(plain.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "../index.html",
                "..%2f..%2fPageFiles.class",
                "%2e%2e%2fPageFiles.class",
                "PageFiles.class",
                "standalone.module.js%00",
                "standalone.module.js/",
                "standalone.module.JS",
                "",
                ".",
                "..",
            })
    void onlyFilesOfThePageAreServedAndByTheirExactName(String name) {
        int status = http.get("/assets/" + hash() + "/" + name).status();
        assertThat(status).isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "/index.html", "/?", "/assets", "/assets/", "/favicon.ico", "/.", "/login"})
    void nothingElseIsThePage(String target) {
        assertThat(http.get(target).status()).isIn(target.equals("/?") ? 200 : 401, 401, 404);
    }
}
