package dev.wadi.config;

import java.util.HashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The anchors of a YAML document, which its nodes do not show. */
public final class Anchors {

    private Anchors() {}

    /** The places of the nodes that have an anchor, in a document that {@link Documents#yaml} has read. */
    public static Set<Place> in(String file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Documents.MAX_BYTES)
                .build();
        Set<Place> places = new HashSet<>();
        for (Event event : new Parse(settings).parseString(text)) {
            boolean isAnchored = event instanceof NodeEvent node
                    && !(node instanceof AliasEvent)
                    && node.getAnchor().isPresent();
            if (isAnchored && event.getStartMark().isPresent()) {
                Mark mark = event.getStartMark().get();
                places.add(new Place(file, mark.getLine() + 1, mark.getColumn() + 1));
            }
        }
        return places;
    }
}
