package dev.wadi.connection.mysql;

import dev.wadi.spi.SettingProblems;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Cipher suites by OpenSSL's names, which is how MySQL's clients say them, or by Java's. */
final class Ciphers {

    private Ciphers() {}

    static void check(String written, SettingProblems problems) {
        Map<String, String> known = known();
        List<String> unknown =
                names(written).stream().filter(name -> !known.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            problems.problem(
                    "extra.ssl.cipher",
                    "this Java has no cipher suite named " + String.join(", ", unknown),
                    "Use names such as ECDHE-RSA-AES128-GCM-SHA256, or remove the line");
        }
    }

    /** Java's names, parted by commas. */
    static String toJava(String written) {
        Map<String, String> known = known();
        List<String> suites = new ArrayList<>();
        for (String name : names(written)) {
            String suite = known.get(name);
            if (suite != null) {
                suites.add(suite);
            }
        }
        return String.join(",", suites);
    }

    private static List<String> names(String written) {
        return Arrays.stream(written.split("[:, ]+"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Map<String, String> known() {
        try {
            Map<String, String> known = new HashMap<>();
            for (String suite :
                    SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites()) {
                known.put(suite, suite);
                known.put(openSslName(suite), suite);
            }
            return known;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256} is {@code ECDHE-RSA-AES128-GCM-SHA256} to OpenSSL. */
    private static String openSslName(String suite) {
        if (!suite.contains("_WITH_")) {
            return suite; // since TLS 1.3 both say the same
        }
        return suite.replaceFirst("^TLS_", "")
                .replace("RSA_WITH_", suite.startsWith("TLS_RSA_") ? "" : "RSA-")
                .replace("_WITH_", "-")
                .replaceFirst("AES_(\\d+)_CBC", "AES$1")
                .replaceFirst("AES_(\\d+)", "AES$1")
                .replaceFirst("(CHACHA20_POLY1305)_SHA256", "$1")
                .replace('_', '-');
    }
}
