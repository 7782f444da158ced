package dev.wadi.connection.packageindex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.batch.Columns;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The page of one project: its files, in the order of the index. */
final class ProjectPage {

    /** The columns of files; what a page of HTML does not say has no value. */
    static final Schema SCHEMA = new Schema(List.of(
            Columns.column("package", Columns.TEXT),
            Columns.column("filename", Columns.TEXT),
            Columns.column("version", Columns.TEXT),
            Columns.column("packagetype", Columns.TEXT),
            Columns.column("url", Columns.TEXT),
            Columns.column("sha256", Columns.TEXT),
            Columns.column("requires_python", Columns.TEXT),
            Columns.column("yanked", Columns.BOOL),
            Columns.column("yanked_reason", Columns.TEXT),
            Columns.column("size", Columns.INT64),
            Columns.column("uploaded", Columns.INSTANT)));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ANCHOR = Pattern.compile("<a\\s([^>]*)>([^<]*)</a\\s*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([A-Za-z][\\w-]*)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");
    private static final Pattern WHEEL = Pattern.compile("[^-]+-([^-]+)(?:-[^-]+)?-[^-]+-[^-]+-[^-]+\\.whl");
    private static final Pattern SDIST =
            Pattern.compile("(?:.*)-([0-9][^-]*?)\\.(?:tar\\.gz|zip|tar\\.bz2|tgz|tar\\.xz)");

    private final String project;
    private final URI page;

    /** @param page where it was loaded from, against which links are resolved */
    ProjectPage(String project, URI page) {
        this.project = project;
        this.page = page;
    }

    /** The files of a page of JSON (PEP 691). */
    List<Map<String, @Nullable Object>> json(byte[] text) throws JsonProcessingException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try {
            for (JsonNode file : JSON.readTree(text).path("files")) {
                rows.add(row(file));
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e); // of bytes there is none
        }
        return rows;
    }

    private Map<String, @Nullable Object> row(JsonNode file) {
        JsonNode yanked = file.path("yanked");
        Map<String, @Nullable Object> row =
                named(file.path("filename").asText(), file.path("url").asText());
        row.put("sha256", file.path("hashes").path("sha256").asText(null));
        row.put("requires_python", file.path("requires-python").asText(null));
        row.put("yanked", yanked.isTextual() || yanked.asBoolean());
        row.put("yanked_reason", yanked.isTextual() && !yanked.asText().isEmpty() ? yanked.asText() : null);
        row.put("size", file.path("size").canConvertToLong() ? file.path("size").asLong() : null);
        row.put("uploaded", uploaded(file.path("upload-time").asText("")));
        return row;
    }

    private static @Nullable Instant uploaded(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return null; // as if it were not there, which it need not be
        }
    }

    /** The files of a page of HTML (PEP 503, 592). */
    List<Map<String, @Nullable Object>> html(byte[] text) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        String page = new String(text, StandardCharsets.UTF_8).replaceAll("(?s)<!--.*?-->", "");
        Matcher anchor = ANCHOR.matcher(page);
        while (anchor.find()) {
            Map<String, String> attributes = attributes(anchor.group(1));
            if (attributes.containsKey("href")) {
                rows.add(row(attributes, unescaped(anchor.group(2)).strip()));
            }
        }
        return rows;
    }

    private Map<String, @Nullable Object> row(Map<String, String> attributes, String name) {
        String href = attributes.getOrDefault("href", "");
        String fragment = href.contains("#") ? href.substring(href.indexOf('#') + 1) : "";
        String reason = attributes.get("data-yanked");
        Map<String, @Nullable Object> row = named(name, href.replaceFirst("#.*", ""));
        row.put("sha256", fragment.startsWith("sha256=") ? fragment.substring("sha256=".length()) : null);
        row.put("requires_python", attributes.get("data-requires-python"));
        row.put("yanked", reason != null);
        row.put("yanked_reason", reason == null || reason.isEmpty() ? null : reason);
        row.put("size", null);
        row.put("uploaded", null);
        return row;
    }

    private Map<String, @Nullable Object> named(String filename, String url) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("package", project);
        row.put("filename", filename);
        row.put("version", version(filename).orElse(null));
        row.put(
                "packagetype",
                filename.endsWith(".whl")
                        ? "bdist_wheel"
                        : SDIST.matcher(filename).matches() ? "sdist" : null);
        row.put("url", resolved(url));
        return row;
    }

    private String resolved(String url) {
        try {
            return page.resolve(url.replace(" ", "%20")).toString();
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private static Optional<String> version(String filename) {
        for (Pattern pattern : List.of(WHEEL, SDIST)) {
            Matcher matcher = pattern.matcher(filename);
            if (matcher.matches()) {
                return Optional.of(decoded(matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String version) {
        return version.contains("%") ? URLDecoder.decode(version, StandardCharsets.UTF_8) : version;
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2) != null
                    ? matcher.group(2)
                    : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
            attributes.putIfAbsent(
                    matcher.group(1).toLowerCase(java.util.Locale.ROOT), value == null ? "" : unescaped(value));
        }
        return attributes;
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&amp;", "&");
    }
}
