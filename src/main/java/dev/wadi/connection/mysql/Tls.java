package dev.wadi.connection.mysql;

import dev.wadi.spi.SettingProblems;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The TLS that the settings ask for, in whichever of the Python drivers' ways they say it.
 *
 * @param ciphers as written; null for the driver's choice
 */
record Tls(
        SslMode mode,
        @Nullable String ca,
        @Nullable String capath,
        @Nullable String cert,
        @Nullable String key,
        @Nullable String ciphers) {

    private static final Ssl NOTHING = new Ssl(null, null, null, null, null);

    static Tls of(MySqlSettings settings) {
        Ssl ssl = Objects.requireNonNullElse(settings.ssl(), NOTHING);
        return new Tls(
                mode(settings, ssl),
                first(ssl.ca(), settings.sslCa()),
                first(ssl.capath(), settings.sslCapath()),
                first(ssl.cert(), settings.sslCert()),
                first(ssl.key(), settings.sslKey()),
                first(ssl.cipher(), settings.sslCipher()));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static SslMode mode(MySqlSettings settings, Ssl ssl) {
        if (settings.sslMode() != null) {
            return settings.sslMode();
        }
        if (settings.sslDisabled()) {
            return SslMode.DISABLED;
        }
        if (settings.sslVerifyIdentity()) {
            return SslMode.VERIFY_IDENTITY;
        }
        if (settings.sslVerifyCert() != null) {
            return settings.sslVerifyCert() ? SslMode.VERIFY_CA : SslMode.REQUIRED;
        }
        return implied(settings, ssl);
    }

    /** What MySQL's own clients do when they are given files and no mode. */
    private static SslMode implied(MySqlSettings settings, Ssl ssl) {
        if (first(ssl.ca(), settings.sslCa()) != null || first(ssl.capath(), settings.sslCapath()) != null) {
            return SslMode.VERIFY_CA;
        }
        boolean saysAnything = settings.sslCert() != null || settings.sslCipher() != null || !NOTHING.equals(ssl);
        return saysAnything ? SslMode.REQUIRED : SslMode.PREFERRED;
    }

    static void check(MySqlSettings settings, SettingProblems problems) {
        checkSameTwice(settings, problems);
        Tls tls = of(settings);
        tls.checkPair(problems);
        tls.checkMode(settings, problems);
        if (tls.ciphers != null) {
            Ciphers.check(tls.ciphers, problems);
        }
    }

    private static void checkSameTwice(MySqlSettings settings, SettingProblems problems) {
        Ssl ssl = Objects.requireNonNullElse(settings.ssl(), NOTHING);
        checkSameTwice("ca", ssl.ca(), settings.sslCa(), problems);
        checkSameTwice("capath", ssl.capath(), settings.sslCapath(), problems);
        checkSameTwice("cert", ssl.cert(), settings.sslCert(), problems);
        checkSameTwice("key", ssl.key(), settings.sslKey(), problems);
        checkSameTwice("cipher", ssl.cipher(), settings.sslCipher(), problems);
    }

    private static void checkSameTwice(
            String key, @Nullable String inside, @Nullable String outside, SettingProblems problems) {
        if (inside != null && outside != null && !inside.equals(outside)) {
            problems.problem(
                    "extra.ssl_" + key,
                    "says '" + outside + "' and ssl." + key + " says '" + inside + "'",
                    "Remove one of them");
        }
    }

    private void checkPair(SettingProblems problems) {
        if (cert != null && key == null) {
            problems.problem("extra.ssl", "has a cert and no key", "Add the key of the certificate");
        }
        if (key != null && cert == null) {
            problems.problem("extra.ssl", "has a key and no cert", "Add the certificate of the key");
        }
    }

    private void checkMode(MySqlSettings settings, SettingProblems problems) {
        if (settings.sslDisabled() && mode != SslMode.DISABLED) {
            problems.problem("extra.ssl_disabled", "is true and ssl_mode is not disabled", "Remove one of them");
        }
        if (settings.sslVerifyIdentity() && mode != SslMode.VERIFY_IDENTITY) {
            problems.problem(
                    "extra.ssl_verify_identity",
                    "is true and nothing is verified or less than that",
                    "Remove ssl_disabled and ssl_mode, or set ssl_mode to verify-identity");
        }
        if (Boolean.TRUE.equals(settings.sslVerifyCert()) && !mode.verifies()) {
            problems.problem(
                    "extra.ssl_verify_cert",
                    "is true and nothing is verified",
                    "Remove ssl_disabled and ssl_mode, or set ssl_mode to verify-ca");
        }
        if ((ca != null || capath != null) && !mode.verifies()) {
            problems.warning(
                    "extra.ssl",
                    "names authorities and the server's certificate is not verified",
                    "Set ssl_mode to verify-ca or verify-identity");
        }
    }
}
