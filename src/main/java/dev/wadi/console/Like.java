package dev.wadi.console;

/**
 * What a text may be like, as in SQL: {@code %} stands for any text and {@code _} for any character; case does not count.
 * Whatever is asked for, it takes no longer than the product of both lengths.
 */
record Like(String pattern) {

    boolean matches(String text) {
        int at = 0;
        int in = 0;
        int any = -1;
        int mark = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '%') {
                any = at++;
                mark = in;
            } else if (at < pattern.length() && isSame(pattern.charAt(at), text.charAt(in))) {
                at++;
                in++;
            } else if (any >= 0) {
                at = any + 1;
                in = ++mark;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '%') {
            at++;
        }
        return at == pattern.length();
    }

    private static boolean isSame(char wanted, char there) {
        return wanted == '_' || Character.toLowerCase(wanted) == Character.toLowerCase(there);
    }
}
