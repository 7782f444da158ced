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
    static long copy(InputStream json, Path file, JsonShape shape) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return copy(parser, file, shape);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private static long copy(JsonParser parser, Path file, JsonShape shape) throws IOException {
        long rows = 0;
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator generator = lines(out)) {
            boolean array = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && rows == 0 && !array) {
                    array = true;
                } else if (token == JsonToken.START_OBJECT) {
                    rows++;
                    copyValue(parser, generator, shape, rows);
                } else if (token != JsonToken.END_ARRAY || !array) {
                    throw new BadJsonException("row " + (rows + 1) + " is no object");
                }
            }
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

    private static void copyValue(JsonParser parser, JsonGenerator generator, JsonShape shape, long row)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            copyMembers(parser, generator, shape, row);
        } else if (token == JsonToken.START_ARRAY) {
            generator.writeStartArray();
            while (advance(parser) != JsonToken.END_ARRAY) {
                copyValue(parser, generator, shape.element(), row);
            }
            generator.writeEndArray();
        } else if (!shape.fits(token, token.isNumeric() ? parser.getText() : "")) {
            throw new BadJsonException("has in row " + row + " of the column '" + shape.path() + "' what is no "
                    + shape.shown() + ", as the rows before have there. Declare the columns in fields");
        } else if (token.isNumeric()) {
            generator.writeNumber(parser.getText()); // not by way of a double
        } else {
            generator.copyCurrentEvent(parser);
        }
    }

    private static void copyMembers(JsonParser parser, JsonGenerator generator, JsonShape shape, long row)
            throws IOException {
        generator.writeStartObject();
        while (advance(parser) != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonShape member = shape.member(name)
                    .orElseThrow(() -> new BadJsonException("has in row " + row + " the column '" + shape.path(name)
                            + "', which no row before has. Declare the columns in fields"));
            generator.writeFieldName(name);
            advance(parser);
            copyValue(parser, generator, member, row);
        }
        generator.writeEndObject();
    }

    private static JsonToken advance(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new BadJsonException("is no JSON, or was cut off");
        }
        return token;
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
    static long write(JsonNode found, Path file, JsonShape shape) throws IOException {
        try (JsonParser parser = MAPPER.treeAsTokens(found)) {
            return copy(parser, file, shape);
        }
    }
}
