package dev.wadi.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Outlines the top level of a JSON document that {@link Documents#json} has accepted. */
final class JsonOutline {

    private JsonOutline() {}

    static Outline of(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            List<Outline.Entry> entries = new ArrayList<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                entries.add(entry(parser));
            }
            int end = (int) parser.currentLocation().getCharOffset();
            return new Outline(new Outline.Mapping(start, end, true, entries), List.of(), text.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outline.Entry entry(JsonParser parser) throws IOException {
        String key = parser.currentName();
        int keyStart = (int) parser.currentTokenLocation().getCharOffset();
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        return new Outline.Entry(key, keyStart, new Outline.Leaf(start, end, true));
    }
}
