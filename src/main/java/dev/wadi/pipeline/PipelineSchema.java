package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.pipeline.StageKey.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The JSON Schema of pipelines, by which editors complete and check them. It is made from what their reader accepts. */
public final class PipelineSchema {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REF = "$ref";
    private static final String DEFINITIONS = "#/definitions/";

    private PipelineSchema() {}

    /** The schema as JSON. */
    public static String text() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        try {
            return JSON.writer(printer).writeValueAsString(file()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode file() {
        ObjectNode file = JSON.createObjectNode();
        file.put("$schema", "http://json-schema.org/draft-07/schema#");
        file.put("title", "A pipeline of Wadi");
        file.put("type", "array");
        file.put("minItems", 1);
        file.putObject("items").put(REF, DEFINITIONS + "stage");
        ObjectNode definitions = file.putObject("definitions");
        stage(definitions.putObject("stage"));
        for (StageKind kind : StageKind.values()) {
            kind(definitions.putObject(kind.written()), kind);
        }
        connection(definitions.putObject("connection"));
        columns(definitions.putObject("columns"));
        return file;
    }

    private static void stage(ObjectNode stage) {
        stage.put("type", "object");
        stage.putArray("required").add("kind");
        ObjectNode kinds = stage.putObject("properties").putObject("kind");
        kinds.put("description", StageKey.KIND.description());
        ArrayNode either = kinds.putArray("anyOf");
        StageKind.words().forEach(either.addObject().putArray("enum")::add);
        either.addObject().put("pattern", anyCase(StageKind.words()));
        ArrayNode each = stage.putArray("allOf");
        for (StageKind kind : StageKind.values()) {
            ObjectNode rule = each.addObject();
            ObjectNode condition = rule.putObject("if");
            List<String> words = StageKind.words().stream()
                    .filter(word -> StageKind.of(word).orElseThrow() == kind)
                    .toList();
            condition.putObject("properties").putObject("kind").put("pattern", anyCase(words));
            condition.putArray("required").add("kind");
            rule.putObject("then").put(REF, DEFINITIONS + kind.written());
        }
    }

    /** A pattern for words in upper and lower case, as patterns of JSON Schema have no flag for it. */
    private static String anyCase(List<String> words) {
        return words.stream()
                .map(word -> word.chars()
                        .mapToObj(letter -> "[" + (char) letter + Character.toUpperCase((char) letter) + "]")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("|", "^(", ")$"));
    }

    private static void kind(ObjectNode schema, StageKind kind) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (StageKey key : StageKey.of(kind)) {
            ObjectNode property = properties.putObject(key.written());
            property.put("description", key.description());
            value(property, key.form());
        }
        ArrayNode required = schema.putArray("required");
        switch (kind) {
            case TAP, SINK -> required.add("name").add("connection");
            case TRANSFORM, SELF -> required.add("name").add("query");
            case SQL -> required.add("name").add("connection").add("query");
            case PIPELINE -> required.add("name").add("stages");
            case HEADER -> schema.remove("required");
        }
        if (kind != StageKind.HEADER) { // whose keys are free when they carry an anchor
            schema.put("additionalProperties", false);
        }
    }

    private static void value(ObjectNode property, Form form) {
        switch (form) {
            case TEXT -> types(property, "string", "number");
            case SCALAR -> types(property, "string", "number", "boolean", "null");
            case TEXTS -> types(property, "string", "array").putObject("items").put("type", "string");
            case WHOLE -> types(property, "integer");
            case TRUTH -> types(property, "boolean");
            case DURATION -> types(property, "number", "string");
            case OBJECT -> types(property, "object");
            case COLUMNS, CONNECTION -> {
                String name = form.name().toLowerCase(Locale.ROOT);
                property.putArray("allOf").addObject().put(REF, DEFINITIONS + name);
            }
            case STAGES -> types(property, "array").putObject("items").put(REF, DEFINITIONS + "stage");
            case KIND -> types(property, "string");
            case MODE -> choice(property, StageReader.MODES);
            case ON_ERROR -> choice(property, StageReader.ON_ERROR);
            case LOG_LEVEL -> choice(property, StageReader.LOG_LEVELS);
            case ON_FAILED_SWAP -> choice(property, OnFailedSwap.WORDS);
            case COMPATIBILITY -> choice(property, HeaderReader.COMPATIBILITIES);
        }
    }

    private static ObjectNode types(ObjectNode property, String... types) {
        if (types.length == 1) {
            return property.put("type", types[0]);
        }
        Arrays.stream(types).forEach(property.putArray("type")::add);
        return property;
    }

    private static void choice(ObjectNode property, List<String> choices) {
        choices.forEach(property.putArray("enum")::add);
    }

    private static void connection(ObjectNode schema) {
        types(schema, "string", "object");
        ArrayNode rules = schema.putArray("allOf");
        ObjectNode byId = rules.addObject();
        ObjectNode isObject = byId.putObject("if").put("type", "object");
        isObject.putObject("not").putArray("required").add("kind");
        connection(byId.putObject("then"), ConnectionUseReader.BY_ID, List.of("conn_id"));
        for (ConnectionUse.Kind kind : ConnectionUse.Kind.values()) {
            boolean isCustom = kind == ConnectionUse.Kind.CUSTOM;
            ObjectNode rule = rules.addObject();
            ObjectNode condition = rule.putObject("if").put("type", "object");
            condition
                    .putObject("properties")
                    .putObject("kind")
                    .put("pattern", anyCase(List.of(kind.toString().toLowerCase(Locale.ROOT))));
            condition.putArray("required").add("kind");
            connection(
                    rule.putObject("then"),
                    isCustom ? ConnectionUseReader.CUSTOM : ConnectionUseReader.INLINE,
                    isCustom ? List.of("kind", "module", "classname") : List.of("kind"));
        }
        ObjectNode kinds = rules.addObject().putObject("properties").putObject("kind");
        ArrayNode either = kinds.putArray("anyOf");
        ArrayNode written = either.addObject().putArray("enum");
        List<String> folded = new ArrayList<>();
        for (ConnectionUse.Kind kind : ConnectionUse.Kind.values()) {
            written.add(kind.toString());
            folded.add(kind.toString().toLowerCase(Locale.ROOT));
        }
        either.addObject().put("pattern", anyCase(folded));
    }

    private static void connection(ObjectNode form, List<String> keys, List<String> required) {
        form.put("type", "object");
        ObjectNode properties = form.putObject("properties");
        for (String key : keys) {
            ObjectNode property = properties.putObject(key);
            switch (key) {
                case "kind" -> types(property, "string");
                case "fields" -> property.put(REF, DEFINITIONS + "columns");
                case "params", "config" -> types(property, "object");
                default -> types(property, "string");
            }
        }
        required.forEach(form.putArray("required")::add);
        form.put("additionalProperties", false);
    }

    private static void columns(ObjectNode schema) {
        ObjectNode column = schema.put("type", "array").putObject("items");
        column.put("type", "object");
        column.putObject("properties").putObject("name").put("type", "string");
        ((ObjectNode) column.get("properties")).putObject("type").put("type", "string");
        column.putArray("required").add("name").add("type");
        column.put("additionalProperties", false);
    }
}
