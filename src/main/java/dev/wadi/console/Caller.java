package dev.wadi.console;

/**
 * Who makes a call.
 *
 * @param address the address that it comes from
 */
record Caller(Role role, String address) {

    /** As in {@code editor@127.0.0.1}. */
    String name() {
        return role.word() + "@" + address;
    }
}
