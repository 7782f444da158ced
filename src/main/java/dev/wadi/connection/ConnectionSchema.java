package dev.wadi.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Field;
import dev.wadi.spi.Setting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The JSON Schema of connection files, by which editors complete and check them. It is made from the settings of the
 * types. A text is allowed wherever a value is, since it may be a placeholder or encrypted.
 */
public final class ConnectionSchema {

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionTypes types;

    private ConnectionSchema(ConnectionTypes types) {
        this.types = types;
    }

    /** The schema of files with connections of these types, as JSON. */
    public static String of(ConnectionTypes types) {
        return text(new ConnectionSchema(types).file());
    }

    private static String text(ObjectNode schema) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        try {
            return JSON.writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode file() {
        ObjectNode file = JSON.createObjectNode();
        file.put("$schema", "http://json-schema.org/draft-07/schema#");
        file.put("title", "Connections of Wadi");
        file.put("description", "Each key is a conn_id; its value is the connection's fields or its URI.");
        file.put("type", "object");
        file.putObject("additionalProperties").put("$ref", "#/definitions/connection");
        ObjectNode definitions = file.putObject("definitions");
        ObjectNode connection = definitions.putObject("connection");
        connection.put("description", "The fields of a connection, its URI, or a list of one of them.");
        connection.putArray("type").add("object").add("string").add("array");
        ArrayNode forms = connection.putArray("allOf");
        when(forms, "object").put("$ref", "#/definitions/fields");
        when(forms, "array").put("maxItems", 1).putObject("items").put("$ref", "#/definitions/connection");
        fields(definitions.putObject("fields"));
        return file;
    }

    private static ObjectNode when(ArrayNode rules, String type) {
        ObjectNode rule = rules.addObject();
        rule.putObject("if").put("type", type);
        return rule.putObject("then");
    }

    private void fields(ObjectNode fields) {
        fields.put("type", "object");
        ObjectNode properties = fields.putObject("properties");
        ObjectNode type = properties.putObject("conn_type");
        type.put("description", "What kind of connection it is.");
        ArrayNode known = type.putArray("anyOf");
        ArrayNode names = known.addObject().putArray("enum");
        types.all().forEach(one -> names.add(one.name()));
        known.addObject().put("type", "string");
        properties.putObject("description").put("type", "string").put("description", "What people say of it.");
        for (String field : List.of("host", "login", "password", "schema")) {
            anyText(properties.putObject(field));
        }
        typed(properties.putObject("port"), "integer").put("minimum", 0).put("maximum", 65535);
        typed(properties.putObject("extra"), "object");
        for (String other : List.of("extra_dejson", "uri", "conn_id", "team_name")) {
            properties.putObject(other);
        }
        fields.put("additionalProperties", false);
        ArrayNode each = fields.putArray("allOf");
        types.all().forEach(one -> type(each.addObject(), one));
    }

    private static void type(ObjectNode rule, ConnectionType<?> type) {
        ObjectNode condition = rule.putObject("if");
        ArrayNode names =
                condition.putObject("properties").putObject("conn_type").putArray("enum");
        names.add(type.name());
        type.aliases().stream().sorted().forEach(names::add);
        condition.putArray("required").add("conn_type");
        SettingsForm form = SettingsForm.of(type);
        ObjectNode properties = rule.putObject("then").putObject("properties");
        for (Field field : List.of(Field.HOST, Field.PORT, Field.LOGIN, Field.PASSWORD, Field.SCHEMA)) {
            form.in(field).forEach(item -> setting(properties.putObject(item.key()), item));
        }
        form.refused().stream().filter(SettingsForm.Refused::isField).forEach(refused -> {
            ObjectNode property = properties.putObject(refused.name());
            property.put("description", refused.because());
            property.putObject("not");
        });
        extra(properties.putObject("extra"), form);
    }

    private static void extra(ObjectNode extra, SettingsForm form) {
        typed(extra, "object");
        ObjectNode properties = extra.putObject("properties");
        for (Item item : form.in(Field.EXTRA)) {
            put(properties, item);
        }
        form.ignored().forEach(ignored -> properties
                .putObject(ignored.key())
                .put("description", ignored.because())
                .put("deprecated", true));
        ObjectNode wadi = properties.putObject("wadi");
        wadi.put("description", "Settings that Airflow does not have.");
        wadi.put("type", "object");
        ObjectNode own = wadi.putObject("properties");
        form.in(Field.WADI).forEach(item -> put(own, item));
        SettingsForm.of(SwapSettings.class).items().forEach(item -> put(own, item));
        wadi.put("additionalProperties", false);
        List<Item> leftovers = form.in(Field.LEFTOVERS);
        if (leftovers.isEmpty()) {
            extra.put("additionalProperties", false);
        } else {
            extra.put("description", leftovers.get(0).setting().description());
        }
    }

    /** Puts a setting where its key says, and its other keys beside it; a dot goes into an object. */
    private static void put(ObjectNode properties, Item item) {
        List<String> keys = new ArrayList<>(List.of(item.key()));
        keys.addAll(List.of(item.setting().aliases()));
        for (String key : keys) {
            ObjectNode at = properties;
            Iterator<String> parts = List.of(key.split("\\.")).iterator();
            String part = parts.next();
            while (parts.hasNext()) {
                at = at.withObjectProperty(part).put("type", "object").withObjectProperty("properties");
                part = parts.next();
            }
            setting(at.withObjectProperty(part), item);
        }
    }

    private static void setting(ObjectNode property, Item item) {
        Setting setting = item.setting();
        property.put("title", item.label());
        property.put("description", setting.description());
        switch (item.kind()) {
            case TEXT -> anyText(property);
            case DURATION -> typed(property, "number");
            case INTEGER, DECIMAL -> number(property, item);
            case BOOLEAN -> typed(property, "boolean");
            case LIST -> typed(property, "array");
            case OBJECT -> typed(property, "object");
            case RECORD -> record(property, item);
            case CHOICE -> {
                ArrayNode choices = property.putArray("anyOf");
                item.choices().forEach(choices.addObject().putArray("enum")::add);
                choices.addObject().put("type", "string");
            }
        }
        if (!setting.defaultValue().isEmpty()) {
            property.put("default", setting.defaultValue());
        }
        if (!setting.example().isEmpty()) {
            property.putArray("examples").add(setting.example());
        }
        if (setting.secret()) {
            property.put("writeOnly", true);
        }
    }

    private static void number(ObjectNode property, Item item) {
        typed(property, item.kind() == SettingsForm.Kind.INTEGER ? "integer" : "number");
        if (item.setting().min() != Long.MIN_VALUE) {
            property.put("minimum", item.setting().min());
        }
        if (item.setting().max() != Long.MAX_VALUE) {
            property.put("maximum", item.setting().max());
        }
    }

    private static void record(ObjectNode property, Item item) {
        typed(property, "object");
        SettingsForm nested = item.nested();
        if (nested != null) {
            ObjectNode properties = property.withObjectProperty("properties");
            nested.items().forEach(inner -> put(properties, inner));
            property.put("additionalProperties", false);
        }
    }

    private static ObjectNode typed(ObjectNode property, String type) {
        property.putArray("type").add(type).add("string").add("null");
        return property;
    }

    private static void anyText(ObjectNode property) {
        property.putArray("type").add("string").add("number").add("boolean").add("null");
    }
}
