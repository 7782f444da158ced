package dev.wadi.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON document. */
final class JsonDocument {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Documents.MAX_DEPTH + 1)
                    .build())
            .build();

    private final String file;
    private final Problems problems = new Problems();
    private int values;

    JsonDocument(String file) {
        this.file = file;
    }

    Node read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw Documents.problem(Place.of(file), "is empty", "Write {} if nothing is meant");
            }
            Node node = value(parser, 0);
            if (parser.nextToken() != null) {
                throw Documents.problem(place(parser), "text after the end of the document", "Remove it");
            }
            problems.throwIfErrors();
            return node;
        } catch (JsonProcessingException e) {
            problems.add(Problem.error(place(e.getLocation()), "", "is not JSON: " + reason(e), fix(e)));
            throw new ConfigurationException(problems.sorted());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node value(JsonParser parser, int depth) throws IOException {
        Place place = place(parser);
        if (depth > Documents.MAX_DEPTH) {
            throw Documents.tooDeep(place);
        }
        if (++values > Documents.MAX_VALUES) {
            throw Documents.tooMany(place);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, place, depth);
            case START_ARRAY -> sequence(parser, place, depth);
            default -> new Node.Scalar(place, scalar(parser), parser.getText());
        };
    }

    private Node mapping(JsonParser parser, Place place, int depth) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Node.Scalar key = new Node.Scalar(place(parser), parser.currentName(), parser.currentName());
            parser.nextToken();
            Node value = value(parser, depth + 1);
            Place first = seen.putIfAbsent(key.text(), key.place());
            if (first == null) {
                entries.add(new Node.Entry(key, value));
            } else {
                Documents.duplicate(problems, first, key);
            }
        }
        return new Node.Mapping(place, entries);
    }

    private Node sequence(JsonParser parser, Place place, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private static @Nullable Object scalar(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> Numbers.integer(parser.getText(), 10);
            case VALUE_NUMBER_FLOAT -> Numbers.decimal(parser.getText());
            default -> parser.getText();
        };
    }

    /** The parser's own words may show a value, which may be a password; ours do not. */
    private static String reason(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof JsonEOFException) {
            return "it ends too early";
        }
        if (message.startsWith("Unexpected character (") && message.contains(" (code ")) {
            return "unexpected " + message.substring("Unexpected character (".length(), message.indexOf(" (code "));
        }
        if (message.startsWith("Unrecognized token")) {
            return "a word that is not in double quotes";
        }
        if (message.startsWith("Illegal unquoted character")) {
            return "a line break or a control character inside a string";
        }
        if (message.startsWith("Invalid numeric value")) {
            return "a number that is not written as JSON writes numbers";
        }
        if (message.startsWith("Document nesting depth")) {
            return "it is nested more than " + Documents.MAX_DEPTH + " levels deep";
        }
        return message.startsWith("Unrecognized character escape") ? "an unknown escape after \\" : "it is malformed";
    }

    private static String fix(JsonProcessingException e) {
        return e instanceof JsonEOFException
                ? "Close what is open: quotes, ] and }"
                : "Check quotes, commas and brackets here and on the line before";
    }

    private Place place(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    private Place place(@Nullable JsonLocation location) {
        return location == null
                ? Place.of(file)
                : new Place(file, Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
    }
}
