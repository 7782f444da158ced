package dev.wadi.pipeline;

/** A function, filter or name in a template does not do what is asked of it. */
final class TemplateFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateFailure(String message) {
        super(message);
    }

    TemplateFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
