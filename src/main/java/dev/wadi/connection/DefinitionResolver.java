package dev.wadi.connection;

import dev.wadi.config.Problems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives definitions with their placeholders resolved and their tokens decrypted, for what leaves the house. */
public final class DefinitionResolver {

    private final Placeholders placeholders;
    private final Problems problems;

    public DefinitionResolver(Placeholders placeholders, Problems problems) {
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** Empty when something in it cannot be resolved; all of that is in the problems then. */
    public Optional<ConnectionDefinition> resolve(ConnectionDefinition written) {
        Resolution resolution = new Resolution(written);
        ConnectionDefinition resolved = new ConnectionDefinition(
                written.connId(),
                written.connType(),
                resolution.text("description", written.description()),
                resolution.text("host", written.host()),
                resolution.text("login", written.login()),
                resolution.text("password", written.password()),
                resolution.text("port", written.port()),
                resolution.text("schema", written.schema()),
                ExtraTexts.replaced("extra", written.extra(), resolution::text),
                written.origin());
        return resolution.failed ? Optional.empty() : Optional.of(resolved);
    }

    private final class Resolution {

        private final ConnectionDefinition written;
        private boolean failed;

        Resolution(ConnectionDefinition written) {
            this.written = written;
        }

        @Nullable
        String text(String path, @Nullable String text) {
            try {
                return text == null ? null : placeholders.resolve(text);
            } catch (UnresolvedException e) {
                failed = true;
                problems.error(written.origin().of(path), written.connId() + "." + path, e.what(), e.fix());
                return null;
            }
        }
    }
}
