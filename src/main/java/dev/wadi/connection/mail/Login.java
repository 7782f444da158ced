package dev.wadi.connection.mail;

import java.util.function.Supplier;

/**
 * Who signs in.
 *
 * @param user the mailbox or account
 * @param type how
 * @param secret the password, or the access token of the moment; asked for each time a server is connected to
 */
public record Login(String user, AuthType type, Supplier<String> secret) {

    /** Names the user only. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
