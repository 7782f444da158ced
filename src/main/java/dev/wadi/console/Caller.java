package dev.wadi.console;

/**
 * Who makes a call.
 *
 * @param address the address that it comes from
 * @param isSignedIn whether a browser's session says so, rather than a token
 */
record Caller(Role role, String address, boolean isSignedIn) {

    /** As in {@code editor@127.0.0.1}. */
    String name() {
        return role.word() + "@" + address;
    }
}
