package dev.wadi.connection.mysql;

import dev.wadi.spi.Setting;
import org.jspecify.annotations.Nullable;

/** {@code extra.ssl}: TLS as mysqlclient has it. */
record Ssl(
        @Setting(description = "The authorities that are trusted: a PEM file.", example = "/etc/mysql/ca.pem") @Nullable
                String ca,
        @Setting(
                        description =
                                "The certificate that is shown to the server: a PEM file, with those that lead from it to"
                                        + " its authority.")
                @Nullable
                String cert,
        @Setting(description = "The key of the certificate: a PEM file without a password.") @Nullable String key,
        @Setting(description = "A folder whose PEM files are trusted as well.") @Nullable String capath,
        @Setting(
                        description =
                                "The ciphers that may be used, by OpenSSL's or Java's names, parted by colons or commas.",
                        example = "ECDHE-RSA-AES128-GCM-SHA256")
                @Nullable
                String cipher) {}
