package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Texts as parameters of an endpoint, so that Camel hands them over as they are written. */
final class Verbatim {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Verbatim() {}

    static String of(String text) {
        return text;
    }

    /** A value as JSON. */
    static String json(Object value) {
        try {
            return of(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
