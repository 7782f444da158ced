package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.batch.Params;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A number that grows, of pages or of rows. */
final class NumberedPages implements Paging {

    private final String parameter;
    private final long size;
    private final Place place;
    private final long increment;
    private final @Nullable Jmes total;
    private final Duration throttle;
    private long at;
    private long received;

    NumberedPages(Params handler) {
        this.parameter = handler.required("page_param");
        this.size = handler.number("page_size", 1, 1, Integer.MAX_VALUE);
        this.place = handler.choice("param_locator", Place.class).orElse(Place.QUERY);
        this.increment = handler.number("increment", 1, 1, Integer.MAX_VALUE);
        this.total = Jmes.in(handler, "total_records", "params.response.handler.total_records");
        this.throttle = handler.seconds("throttle", Duration.ZERO);
    }

    /** Where nothing is said, pages are counted from 1, and rows from 0. */
    @Override
    public RestRequest first(RestRequest request) {
        Object given = place == Place.QUERY ? request.query().get(parameter) : request.inBody(parameter);
        try {
            at = given == null ? (increment == 1 ? 1 : 0) : Long.parseLong(given.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "params." + (place == Place.QUERY ? "query." : "body.") + parameter
                            + " must be a whole number, with which paging begins",
                    e);
        }
        return place.put(request, parameter, at);
    }

    @Override
    public Optional<RestRequest> next(Page page) {
        received += page.rows();
        if (page.rows() == 0 || isLast(page)) {
            return Optional.empty();
        }
        at += increment;
        return Optional.of(place.put(page.request(), parameter, at));
    }

    private boolean isLast(Page page) {
        if (total == null) {
            return page.rows() < size;
        }
        JsonNode found = total.find(page.required());
        if (!found.canConvertToLong()) {
            throw new IllegalArgumentException(
                    "params.response.handler.total_records: '" + total + "' finds no number in the answer");
        }
        return found.asLong() <= received;
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    @Override
    public Duration throttle() {
        return throttle;
    }
}
