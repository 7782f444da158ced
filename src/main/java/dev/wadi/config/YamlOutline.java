package dev.wadi.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Outlines a YAML document that {@link Documents#yaml} has accepted. */
final class YamlOutline {

    private final String text;
    private final boolean hasPairs;
    private final Iterator<Event> events;
    private final List<Outline.Anchored> anchors = new ArrayList<>();
    private final Map<String, List<Integer>> aliases = new HashMap<>();
    private int contentEnd;

    private YamlOutline(String text) {
        this.text = text;
        this.hasPairs = text.codePoints().anyMatch(Character::isSupplementaryCodePoint);
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Documents.MAX_BYTES).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** Empty when there is no document in the text. */
    static Optional<Outline> of(String text) {
        return new YamlOutline(text).outline();
    }

    private Optional<Outline> outline() {
        events.next(); // stream start
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return Optional.empty();
        }
        Outline.Part root = part(events.next());
        DocumentEndEvent end = (DocumentEndEvent) events.next();
        return Optional.of(new Outline(root, anchors, end.isExplicit() ? start(end) : text.length()));
    }

    private Outline.Part part(Event event) {
        if (event instanceof AliasEvent alias) {
            contentEnd = end(alias);
            aliases.computeIfAbsent(alias.getAlias().getValue(), name -> new ArrayList<>())
                    .add(start(alias));
            return new Outline.Leaf(start(alias), contentEnd, true);
        }
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        List<Integer> uses = new ArrayList<>();
        anchor.ifPresent(name -> aliases.put(name.getValue(), uses));
        Outline.Part part = content(event);
        anchor.ifPresent(name -> anchors.add(new Outline.Anchored(name.getValue(), part.start(), part.end(), uses)));
        return part;
    }

    private Outline.Part content(Event event) {
        int start = start(event);
        if (event instanceof MappingStartEvent mapping) {
            contentEnd = end(event);
            return mapping(mapping, start);
        }
        if (event instanceof SequenceStartEvent) {
            contentEnd = end(event);
            for (Event next = events.next(); !(next instanceof CollectionEndEvent); next = events.next()) {
                part(next);
                contentEnd = Math.max(contentEnd, start);
            }
            return new Outline.Leaf(start, contentEnd, false);
        }
        contentEnd = trimmed(start, end(event));
        return new Outline.Leaf(start, contentEnd, isOneLine((ScalarEvent) event));
    }

    private static boolean isOneLine(ScalarEvent scalar) {
        return !scalar.isLiteral() && !scalar.isFolded();
    }

    private Outline.Mapping mapping(MappingStartEvent event, int start) {
        List<Outline.Entry> entries = new ArrayList<>();
        Event next = events.next();
        while (!(next instanceof CollectionEndEvent)) {
            String key = next instanceof ScalarEvent scalar ? scalar.getValue() : "";
            Outline.Part keyPart = part(next);
            entries.add(new Outline.Entry(key, keyPart.start(), part(events.next())));
            next = events.next();
        }
        contentEnd = event.isFlow() ? end(next) : contentEnd;
        return new Outline.Mapping(start, contentEnd, event.isFlow(), List.copyOf(entries));
    }

    /** The marks of block scalars are after the line breaks that follow. */
    private int trimmed(int start, int end) {
        int trimmed = end;
        while (trimmed > start && Character.isWhitespace(text.charAt(trimmed - 1))) {
            trimmed--;
        }
        return trimmed;
    }

    private int start(Event event) {
        return offset(event.getStartMark().orElseThrow());
    }

    private int end(Event event) {
        return offset(event.getEndMark().orElseThrow());
    }

    /** Marks count code points. */
    private int offset(Mark mark) {
        return hasPairs ? text.offsetByCodePoints(0, mark.getIndex()) : mark.getIndex();
    }
}
