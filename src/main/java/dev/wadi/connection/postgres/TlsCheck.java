package dev.wadi.connection.postgres;

import dev.wadi.spi.SettingProblems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TLS settings that do not go together. */
final class TlsCheck {

    private TlsCheck() {}

    static void check(PostgresSettings settings, SettingProblems problems) {
        checkTrust(settings, problems);
        checkIdentity(settings, problems);
        List<String> files = files(settings);
        if (settings.sslmode() == SslMode.DISABLE && !files.isEmpty()) {
            problems.warning(
                    "extra.sslmode",
                    "is disable, which leaves " + String.join(", ", files) + " without effect",
                    "Use verify-full, or remove what has no effect");
        }
    }

    private static void checkTrust(PostgresSettings settings, SettingProblems problems) {
        if (settings.sslca() != null) {
            problems.warning(
                    "extra.sslca",
                    settings.sslrootcert() == null
                            ? "is not known to PostgreSQL and is read as sslrootcert"
                            : "is not known to PostgreSQL, and sslrootcert is there",
                    settings.sslrootcert() == null ? "Rename it to sslrootcert" : "Remove it");
        }
        boolean publicAuthorities = settings.trust() == null || TlsFiles.SYSTEM.equals(settings.trust());
        if (settings.effectiveSslMode() == SslMode.VERIFY_CA && publicAuthorities) {
            problems.problem(
                    "extra.sslmode",
                    "verify-ca without a file in sslrootcert would trust every server with a public certificate",
                    "Set sslrootcert to the authority's file, or use verify-full");
        }
        if (settings.sslcrl() != null && !settings.effectiveSslMode().verifies()) {
            problems.warning(
                    "extra.sslcrl", "has no effect with sslmode " + settings.sslmode(), "Use verify-ca or verify-full");
        }
    }

    private static void checkIdentity(PostgresSettings settings, SettingProblems problems) {
        String key = settings.sslkey();
        if (settings.sslcert() != null && key == null) {
            problems.problem("extra.sslcert", "needs its private key", "Set sslkey to the key's file");
        }
        if (settings.sslcert() == null && key != null && !TlsFiles.isKeyStore(key)) {
            problems.problem("extra.sslkey", "needs its certificate", "Set sslcert to the certificate's file");
        }
    }

    private static List<String> files(PostgresSettings settings) {
        List<String> files = new ArrayList<>();
        add(files, "sslrootcert", settings.trust());
        add(files, "sslcert", settings.sslcert());
        add(files, "sslkey", settings.sslkey());
        add(files, "sslcrl", settings.sslcrl());
        return files;
    }

    private static void add(List<String> files, String name, @Nullable String value) {
        if (value != null) {
            files.add(name);
        }
    }
}
