package dev.wadi.pipeline;

/** A template cannot be rendered. The message says which line of the text, and what is wrong there. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String what;

    TemplateException(int line, String what) {
        super((line > 0 ? "line " + line + ": " : "") + what);
        this.line = line;
        this.what = what;
    }

    private TemplateException(String where, TemplateException cause) {
        super(where + ", " + cause.getMessage(), cause);
        this.line = cause.line;
        this.what = cause.what;
    }

    /** The line in the text, from 1; 0 when it is not known. */
    public int line() {
        return line;
    }

    /** What is wrong, without the line. */
    public String what() {
        return what;
    }

    /** The same with the stage and the field in its message: {@code stage 'orders', query, line 2: …}. */
    public TemplateException in(String stage, String field) {
        return new TemplateException("stage '" + stage + "', " + field, this);
    }
}
