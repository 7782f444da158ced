package dev.wadi.pipeline;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder of files that a stage describes in place: AnkaFlow's {@code config.local}. */
final class InlineFolder {

    private InlineFolder() {}

    /**
     * The folder: {@code bucket}, and below it {@code data_prefix}.
     *
     * @param home what is meant when there is no bucket, and what a bucket that is not absolute is below
     */
    static Path of(Path home, Map<String, Object> config) {
        Object local = config.get("local");
        if (local instanceof Map<?, ?> written) {
            Path bucket = home.resolve(text(written.get("bucket")));
            String prefix = text(written.get("data_prefix")).replaceFirst("^/+", "");
            Path folder = bucket.resolve(prefix).normalize();
            if (!folder.startsWith(bucket.normalize())) {
                throw new IllegalArgumentException("config.local.data_prefix: leads out of the bucket. Remove '..'");
            }
            return folder;
        }
        if (!config.isEmpty()) {
            throw new IllegalArgumentException(
                    "config: only 'local' is supported here; name a connection by its conn_id"
                            + " for what is on other systems");
        }
        return home;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
