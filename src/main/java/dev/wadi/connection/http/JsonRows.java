package dev.wadi.connection.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows of JSON as a file of one object a line. Numbers stay as they are written. */
final class JsonRows {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final JsonFactory FACTORY = MAPPER.getFactory();
    private static final int MOST_BYTES = 256 << 20;

    private JsonRows() {}

    /** Something that is not as it should be in an answer, which has come to its end or not. */
    static final class BadJsonException extends IOException {

        private static final long serialVersionUID = 1L;

        BadJsonException(String what) {
            super(what);
        }
    }

    /**
     * Copies rows, token by token: the members of an array, or objects one after the other.
     *
     * @return how many there are
     */
    static long copy(InputStream json, Path file) throws IOException {
        long rows = 0;
        try (JsonParser parser = FACTORY.createParser(json);
                OutputStream out = Files.newOutputStream(file);
                JsonGenerator generator = lines(out)) {
            boolean array = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && rows == 0 && !array) {
                    array = true;
                } else if (token == JsonToken.START_OBJECT) {
                    copyObject(parser, generator);
                    rows++;
                } else if (token != JsonToken.END_ARRAY || !array) {
                    throw new BadJsonException("row " + (rows + 1) + " is no object");
                }
            }
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
        return rows;
    }

    private static BadJsonException broken(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new BadJsonException("is no JSON, or was cut off" + where);
    }

    private static JsonGenerator lines(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    private static void copyObject(JsonParser parser, JsonGenerator generator) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isNumeric()) {
                generator.writeNumber(parser.getText()); // not by way of a double
            } else {
                generator.copyCurrentEvent(parser);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && advance(parser));
    }

    private static boolean advance(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new BadJsonException("is no JSON, or was cut off");
        }
        return true;
    }

    /** The whole document. */
    static JsonNode read(InputStream json) throws IOException {
        byte[] bytes = json.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadJsonException("is longer than 256 MiB, which cannot be looked into by a locator or paging."
                    + " Ask for smaller pages");
        }
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /**
     * Writes what a locator found.
     *
     * @return how many rows there are
     */
    static long write(JsonNode found, Path file) throws IOException {
        long rows = 0;
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator generator = lines(out)) {
            Iterable<JsonNode> all = found.isArray() ? found : java.util.List.of(found);
            for (JsonNode row : all) {
                rows++;
                if (!row.isObject()) {
                    throw new BadJsonException("row " + rows + " is no object");
                }
                MAPPER.writeTree(generator, row);
            }
        }
        return rows;
    }
}
