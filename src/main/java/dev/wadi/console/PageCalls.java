package dev.wadi.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The page and its files. They are the same for everybody and hold no data, so that they are for nobody in particular. */
final class PageCalls {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** What the page may load and do: nothing but its own files and this API. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final Map<String, byte[]> zipped = new ConcurrentHashMap<>();
    private @Nullable PageFiles files;

    List<ApiCall> calls() {
        return List.of(
                ApiCall.get("/", "The page", Void.class, this::index).by(Role.NOBODY),
                ApiCall.get("/assets/:hash/:name", "A file of the page", Void.class, this::asset)
                        .by(Role.NOBODY));
    }

    /** Read when somebody looks at the page for the first time. */
    private synchronized PageFiles files() {
        if (files == null) {
            files = PageFiles.read();
        }
        return files;
    }

    private Answer index(Asked asked) {
        String tag = "\"" + files().hash() + "\"";
        boolean isKnown = asked.header("If-None-Match").filter(tag::equals).isPresent();
        Answer answer = isKnown ? Answer.of(304, null) : file(PageFiles.INDEX, asked);
        return answer.with("ETag", tag)
                .with("Cache-Control", "no-cache")
                .with("Content-Security-Policy", POLICY); // on 304 too: its headers replace those that are kept
    }

    /** By a hash of another version there is nothing: a page must not be made of two. */
    private Answer asset(Asked asked) {
        String name = asked.path("name");
        boolean isKnown = files().hash().equals(asked.path("hash"))
                && files().contents().containsKey(name)
                && !name.equals(PageFiles.INDEX);
        if (!isKnown) {
            throw new RefusedException(404, "Not Found");
        }
        return file(name, asked).with("Cache-Control", FOREVER);
    }

    private Answer file(String name, Asked asked) {
        byte[] content = Optional.ofNullable(files().contents().get(name)).orElseThrow();
        boolean isZipped = asked.header("Accept-Encoding")
                .filter(accepted -> accepted.contains("gzip"))
                .isPresent();
        Answer answer = Answer.bytes(
                        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"),
                        isZipped ? zipped.computeIfAbsent(name, any -> zip(content)) : content)
                .with("Content-Security-Policy", POLICY)
                .with("Vary", "Accept-Encoding");
        return isZipped ? answer.with("Content-Encoding", "gzip") : answer;
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return zipped.toByteArray();
    }
}
