package dev.wadi.connection.mail;

/** How a connection to a mail server is encrypted; the text is what people see. */
public enum Security {
    /** Not at all. */
    PLAIN("unencrypted"),
    /** The connection begins unencrypted and must turn to TLS before anything is said. */
    STARTTLS("STARTTLS"),
    /** TLS from the first byte. */
    TLS("TLS");

    private final String words;

    Security(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
