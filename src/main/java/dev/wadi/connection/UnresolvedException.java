package dev.wadi.connection;

/** A placeholder or a Fernet token cannot be resolved: what is missing, and what to do. Holds no value. */
public final class UnresolvedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String fix;

    /**
     * @param what what is missing, without a full stop
     * @param fix what to do, without a full stop
     */
    public UnresolvedException(String what, String fix) {
        super(what);
        this.fix = fix;
    }

    /** What is missing. */
    public String what() {
        return String.valueOf(getMessage());
    }

    /** What to do. */
    public String fix() {
        return fix;
    }
}
