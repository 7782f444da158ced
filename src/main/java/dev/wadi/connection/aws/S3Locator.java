package dev.wadi.connection.aws;

import org.jspecify.annotations.Nullable;

/**
 * What a locator names in S3.
 *
 * @param key a key, the pattern of keys, or with {@code /} at the end what keys begin with
 */
record S3Locator(String bucket, String key) {

    private static final String SCHEME = "s3://";

    /**
     * Reads {@code bucket/key}. Where the connection has a bucket, a locator is a key in it, and {@code s3://bucket/key}
     * names another.
     *
     * @throws IllegalArgumentException when there is no bucket or no key
     */
    static S3Locator of(String locator, @Nullable String byDefault) {
        boolean isAddress = locator.startsWith(SCHEME);
        String path = isAddress ? locator.substring(SCHEME.length()) : locator;
        if (byDefault != null && !isAddress) {
            return checked(locator, byDefault, path);
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? checked(locator, path, "")
                : checked(locator, path.substring(0, slash), path.substring(slash + 1));
    }

    private static S3Locator checked(String locator, String bucket, String key) {
        if (bucket.isBlank() || key.isBlank() || key.startsWith("/") || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("locator: '" + locator
                    + "' names no object. Write bucket/key, or key where the connection has a bucket");
        }
        return new S3Locator(bucket, key);
    }

    S3Locator withKey(String other) {
        return new S3Locator(bucket, other);
    }

    boolean isFolder() {
        return key.endsWith("/");
    }

    /** What is before the name, with {@code /}; empty when there is nothing. */
    String folder() {
        return key.substring(0, name().isEmpty() ? key.length() : key.lastIndexOf('/') + 1);
    }

    /** What is behind the last {@code /}. */
    String name() {
        return nameOf(key);
    }

    static String nameOf(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
