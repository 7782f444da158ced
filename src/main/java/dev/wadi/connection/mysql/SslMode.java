package dev.wadi.connection.mysql;

/** How a connection uses TLS, in the words of MySQL's clients and of the driver. */
enum SslMode {
    /** No TLS. */
    DISABLED,
    /** TLS when the server has it. */
    PREFERRED,
    /** TLS with whomever answers. */
    REQUIRED,
    /** TLS with a server whose certificate a known authority has signed. */
    VERIFY_CA,
    /** The same, and the certificate must name the host. */
    VERIFY_IDENTITY;

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_IDENTITY;
    }
}
