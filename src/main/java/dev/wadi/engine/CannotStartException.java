package dev.wadi.engine;

import dev.wadi.config.Place;

/** A route was made and did not start, because something outside failed. */
final class CannotStartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String route;

    /**
     * @param place where the route is written; the file when it is not known which route it was
     * @param route its id; empty when it is not known
     */
    CannotStartException(Place place, String route, String reason, Throwable cause) {
        super(reason, cause);
        this.place = place;
        this.route = route;
    }

    Place place() {
        return place;
    }

    String route() {
        return route;
    }
}
