package dev.wadi.console;

/** The running service does not do what it was asked for, and says why. */
public final class ApiRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ApiRefusedException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /** Whether what was asked for does not exist or makes no sense, rather than being impossible now. */
    public boolean isWrong() {
        return status == 404 || status == 422;
    }

    /** Whether something that the service needs has failed. */
    public boolean isOfTheWorld() {
        return status >= 500;
    }
}
