package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Which Wadi it is, as {@code GET /api/v2/version} tells it.
 *
 * @param version such as {@code 0.1.0}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceVersion(String version) {

    /** That of this process. */
    public static ServiceVersion own() {
        String version = ServiceVersion.class.getPackage().getImplementationVersion();
        return new ServiceVersion(version == null ? "(not packaged)" : version);
    }
}
