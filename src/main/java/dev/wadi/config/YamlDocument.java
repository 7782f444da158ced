package dev.wadi.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document from parser events. The library's own composer is not used: it recurses without a bound and
 * builds what it should refuse.
 */
final class YamlDocument {

    private static final String TAGS = "tag:yaml.org,2002:";

    /** A node with what it costs to go through it: its nodes, those of aliases again, and its depth. */
    private record Measured(Node node, int size, int height) {}

    private final String file;
    private final Problems problems = new Problems();
    private final Map<Anchor, Measured> anchors = new HashMap<>();
    private final Deque<Anchor> unfinished = new ArrayDeque<>();
    private int values;

    YamlDocument(String file) {
        this.file = file;
    }

    Node read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Documents.MAX_BYTES)
                .build();
        try {
            Node node = document(new Parse(settings).parseString(text).iterator());
            problems.throwIfErrors();
            return node;
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark().map(this::place).orElse(Place.of(file));
            problems.add(YamlErrors.problem(place, e));
        } catch (ReaderException e) {
            Place place = Documents.placeOf(file, text, Math.min(text.length(), e.getPosition()));
            String what = String.format("the character U+%04X, which YAML does not allow", e.getCodePoint());
            problems.error(place, "", what, "Remove it, or write it as an escape in double quotes");
        } catch (YamlEngineException e) {
            problems.error(Place.of(file), "", "is not YAML", "Check its indentation and quotes");
        }
        throw new ConfigurationException(problems.sorted());
    }

    private Node document(Iterator<Event> events) {
        events.next(); // stream start
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return new Node.Scalar(Place.of(file), null, "");
        }
        Node node = node(events.next(), events, 0).node();
        events.next(); // document end
        Event next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw Documents.problem(place(next), "a second document", "Put it into a file of its own");
        }
        return node;
    }

    private Measured node(Event event, Iterator<Event> events, int depth) {
        if (depth > Documents.MAX_DEPTH) {
            throw Documents.tooDeep(place(event));
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        count(1, place(event));
        int before = values - 1;
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(unfinished::push);
        Measured children =
                switch (event.getEventId()) {
                    case MappingStart -> mapping((MappingStartEvent) event, events, depth);
                    case SequenceStart -> sequence((SequenceStartEvent) event, events, depth);
                    default -> new Measured(scalar((ScalarEvent) event), 0, 0);
                };
        Measured measured = new Measured(children.node(), values - before, children.height());
        anchor.ifPresent(name -> {
            unfinished.pop();
            anchors.put(name, measured);
        });
        return measured;
    }

    private Measured alias(AliasEvent alias, int depth) {
        if (unfinished.contains(alias.getAlias())) {
            throw Documents.problem(
                    place(alias), "the alias *" + alias.getAlias() + " is inside what it repeats", "Remove it");
        }
        Measured anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw Documents.problem(
                    place(alias),
                    "there is no anchor for the alias *" + alias.getAlias(),
                    "Define &" + alias.getAlias() + " above, or put the value into quotes");
        }
        count(anchored.size(), place(alias));
        if (depth + anchored.height() > Documents.MAX_DEPTH) {
            throw Documents.tooDeep(place(alias));
        }
        return anchored;
    }

    private Measured sequence(SequenceStartEvent start, Iterator<Event> events, int depth) {
        checkTag(start, "seq");
        List<Node> items = new ArrayList<>();
        int height = 0;
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            Measured item = node(next, events, depth + 1);
            items.add(item.node());
            height = Math.max(height, item.height() + 1);
        }
        return new Measured(new Node.Sequence(place(start), items), 0, height);
    }

    private Measured mapping(MappingStartEvent start, Iterator<Event> events, int depth) {
        checkTag(start, "map");
        Map<String, Node.Entry> own = new LinkedHashMap<>();
        Node merged = null;
        int height = 0;
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            boolean isMerge = next instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().equals("<<");
            Node.@Nullable Scalar key = key(next, events, depth);
            Measured value = node(events.next(), events, depth + 1);
            height = Math.max(height, value.height() + 1);
            if (key == null) {
                continue;
            }
            Node.Entry earlier = own.putIfAbsent(key.text(), new Node.Entry(key, value.node()));
            if (earlier != null) {
                Documents.duplicate(problems, earlier.key().place(), key);
            }
            merged = isMerge && earlier == null ? value.node() : merged;
        }
        List<Node.Entry> entries = merged == null ? List.copyOf(own.values()) : merge(own, merged);
        return new Measured(new Node.Mapping(place(start), entries), 0, height);
    }

    private Node.@Nullable Scalar key(Event event, Iterator<Event> events, int depth) {
        if (node(event, events, depth + 1).node() instanceof Node.Scalar key) {
            return key;
        }
        problems.error(
                place(event), "", "a key that is not a single word", "Put a value that begins with { or [ into quotes");
        return null;
    }

    /** What the mapping says itself wins over what is merged, and earlier merged mappings over later ones. */
    private List<Node.Entry> merge(Map<String, Node.Entry> own, Node merged) {
        Map<String, Node.Entry> all = new LinkedHashMap<>(own);
        all.remove("<<");
        List<Node> sources = merged instanceof Node.Sequence sequence ? sequence.items() : List.of(merged);
        for (Node source : sources) {
            if (source instanceof Node.Mapping mapping) {
                mapping.entries().forEach(entry -> all.putIfAbsent(entry.key().text(), entry));
            } else {
                problems.error(
                        merged.place(),
                        "",
                        "<< takes a mapping or a list of mappings",
                        "Write <<: *name with the alias of a mapping, or put '<<' into quotes");
            }
        }
        count(all.size() - own.size() + 1, merged.place());
        return List.copyOf(all.values());
    }

    private void count(int more, Place place) {
        values += more;
        if (values > Documents.MAX_VALUES) {
            throw Documents.tooMany(place);
        }
    }

    private Node.Scalar scalar(ScalarEvent event) {
        Place place = place(event);
        String text = event.getValue();
        String tag = event.getTag().orElse(event.isPlain() ? "" : "!");
        return switch (tag) {
            case "" -> new Node.Scalar(place, YamlScalars.plain(text), text);
            case "!", TAGS + "str" -> new Node.Scalar(place, text, text);
            case TAGS + "int", TAGS + "float", TAGS + "bool", TAGS + "null" -> tagged(place, tag, text);
            default -> {
                refuseTag(place, tag);
                yield new Node.Scalar(place, text, text);
            }
        };
    }

    private Node.Scalar tagged(Place place, String tag, String text) {
        Object value = YamlScalars.plain(text);
        boolean fits =
                switch (tag.substring(TAGS.length())) {
                    case "null" -> value == null;
                    case "bool" -> value instanceof Boolean;
                    default -> value instanceof Number;
                };
        if (!fits) {
            problems.error(place, "", "the value is not what its tag says", "Remove the tag");
        }
        return new Node.Scalar(place, value, text);
    }

    private void checkTag(CollectionStartEvent event, String kind) {
        String tag = event.getTag().orElse("!");
        if (!tag.equals("!") && !tag.equals(TAGS + kind)) {
            refuseTag(place(event), tag);
        }
    }

    private void refuseTag(Place place, String tag) {
        String shown = tag.startsWith(TAGS) ? "!!" + tag.substring(TAGS.length()) : tag;
        problems.error(place, "", "the tag " + shown + " is not allowed", "Remove it, or put the value into quotes");
    }

    private Place place(Event event) {
        return event.getStartMark().map(this::place).orElse(Place.of(file));
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
