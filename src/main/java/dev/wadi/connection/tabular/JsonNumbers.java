package dev.wadi.connection.tabular;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Writer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Passes through records of JSON for their numbers: to take note of them, and to write them as text where they would be rounded. */
final class JsonNumbers {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonShape shape;

    JsonNumbers(JsonShape shape) {
        this.shape = shape;
    }

    /** Takes note of the numbers of a record. */
    void count(String record) throws IOException {
        try (JsonParser parser = JSON.createParser(record)) {
            parser.nextToken();
            visit(parser, shape, null);
        } catch (JsonProcessingException e) {
            throw new IOException("a record cannot be read as JSON", e);
        }
    }

    /** Writes a record with its numbers as text. */
    void copy(String record, Writer out) throws IOException {
        try (JsonParser parser = JSON.createParser(record);
                JsonGenerator copy = JSON.createGenerator(out)) {
            copy.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            copy.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            parser.nextToken();
            visit(parser, shape, copy);
        }
        out.write('\n');
    }

    private void visit(JsonParser parser, JsonShape at, @Nullable JsonGenerator copy) throws IOException {
        switch (Objects.requireNonNull(parser.currentToken())) {
            case START_OBJECT -> object(parser, at, copy);
            case START_ARRAY -> array(parser, at, copy);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, at, copy);
            default -> copied(parser, copy);
        }
    }

    private void object(JsonParser parser, JsonShape at, @Nullable JsonGenerator copy) throws IOException {
        copied(parser, copy);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            copied(parser, copy);
            JsonShape member = at.member(parser.currentName());
            parser.nextToken();
            visit(parser, member, copy);
        }
        copied(parser, copy);
    }

    private void array(JsonParser parser, JsonShape at, @Nullable JsonGenerator copy) throws IOException {
        copied(parser, copy);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            visit(parser, at.element(), copy);
        }
        copied(parser, copy);
    }

    private static void number(JsonParser parser, JsonShape at, @Nullable JsonGenerator copy) throws IOException {
        String written = parser.getText();
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                && !Character.isDigit(written.charAt(written.length() - 1))) {
            copied(parser, copy); // NaN and infinity
        } else if (copy == null) {
            at.number(written);
        } else if (at.asText() && !JsonShape.isWhole64(written)) {
            copy.writeString(written);
        } else {
            copy.writeNumber(written);
        }
    }

    private static void copied(JsonParser parser, @Nullable JsonGenerator copy) throws IOException {
        if (copy != null) {
            copy.copyCurrentEvent(parser);
        }
    }
}
