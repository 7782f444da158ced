package dev.wadi.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the page, by name: those in the folder {@code page} beside this class, and the library that they import.
 *
 * @param hash of all of them; it is in their addresses, so that a browser asks for each version once
 */
record PageFiles(String hash, Map<String, byte[]> contents) {

    static final String INDEX = "index.html";

    private static final String FOLDER = "page/";
    private static final String LIBRARY = "/META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js";
    /** What the page says where the hash has to be. */
    private static final String HASH = "/assets/HASH/";

    private static final int HASH_BYTES = 8;

    static PageFiles read() {
        Map<String, byte[]> contents = new TreeMap<>();
        try {
            for (String name : names(resource(FOLDER + INDEX))) {
                contents.put(name, content(FOLDER + name));
            }
            contents.put(LIBRARY.substring(LIBRARY.lastIndexOf('/') + 1), content(LIBRARY));
        } catch (IOException e) {
            throw new IllegalStateException("the page cannot be read", e);
        }
        String hash = hash(contents);
        contents.computeIfPresent(INDEX, (name, html) -> new String(html, StandardCharsets.UTF_8)
                .replace(HASH, "/assets/" + hash + "/")
                .getBytes(StandardCharsets.UTF_8));
        return new PageFiles(hash, Map.copyOf(contents));
    }

    private static URL resource(String name) {
        URL url = PageFiles.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("there is no " + name + " in the class path");
        }
        return url;
    }

    private static byte[] content(String name) throws IOException {
        try (InputStream content = resource(name).openStream()) {
            return content.readAllBytes();
        }
    }

    /** What lies beside the index, in a jar or in a folder. */
    private static List<String> names(URL index) throws IOException {
        if (index.openConnection() instanceof JarURLConnection jar) {
            String folder = jar.getEntryName().substring(0, jar.getEntryName().length() - INDEX.length());
            return jar.getJarFile().stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(folder))
                    .map(entry -> entry.getName().substring(folder.length()))
                    .toList();
        }
        Path folder = Path.of(URI.create(index.toString())).resolveSibling(".");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static String hash(Map<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((name, content) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
