package dev.wadi.spi;

import java.util.Map;

/**
 * The Maven artifacts of what does not come with Wadi and that messages ask for, in the versions that Wadi is tested with.
 */
public final class PluginArtifacts {

    /** Not all repositories have camel-spring-redis in Camel's own version; this one works with it. */
    private static final Map<String, String> TESTED = Map.of(
            "camel-spring-redis", "4.17.0",
            "mongodb-driver-sync", "5.6.3",
            "mssql-jdbc", "13.6.2.jre11");

    private PluginArtifacts() {}

    /**
     * An artifact as build tools write it, such as {@code org.apache.camel:camel-nats:4.18.0}.
     *
     * @param version for what is not tested with a version of its own
     */
    public static String coordinates(String groupId, String artifactId, String version) {
        return groupId + ":" + artifactId + ":" + TESTED.getOrDefault(artifactId, version);
    }

    /**
     * An artifact as build tools write it, in the version that Wadi is tested with.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static String coordinates(String groupId, String artifactId) {
        String version = TESTED.get(artifactId);
        if (version == null) {
            throw new IllegalArgumentException(artifactId + " is not tested");
        }
        return coordinates(groupId, artifactId, version);
    }
}
