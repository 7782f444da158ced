package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.connection.SettingsForm;
import dev.wadi.connection.SettingsForm.Leaf;
import dev.wadi.engine.Engine;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The connection types and their forms, over the API. */
final class TypeCalls {

    private static final String TYPES = "/api/v2/types";
    private static final Pattern TLS =
            Pattern.compile("(^|[_.])(ssl|tls|starttls|verify|ca|cert|certificate|key_file)");
    private static final Pattern LINES = Pattern.compile("(^|[_.])(pem|private_key|keyfile_dict|init)$");

    private final ConnectionTypes types;

    TypeCalls(Engine engine) {
        this.types = engine.connections().types();
    }

    /** A type in the list. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Type(String connType, String title, Set<String> aliases) {}

    /** All of them. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Types(List<Type> types, int totalEntries) {}

    /**
     * What a connection of a type may say.
     *
     * @param fields in the order of the form
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Form(String connType, String title, Set<String> aliases, List<FormField> fields, List<Refused> refused) {}

    /**
     * A field of the form.
     *
     * @param path as problems name it, such as {@code extra.sslmode}; {@code extra} for all keys that no other field takes
     * @param keys lead to the value from the connection; keys of extra may hold dots themselves
     * @param kind {@code text}, {@code integer}, {@code decimal}, {@code boolean}, {@code duration}, "choice",
     *     {@code list} or {@code object}
     * @param choices what one of a few values may be
     * @param defaultValue what holds when it is absent; empty when nothing does
     * @param group {@code address}, {@code sign_in}, {@code tls}, {@code pool} or {@code other}
     * @param multiline whether it is a text of several lines, such as a key
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record FormField(
            String path,
            List<String> keys,
            String label,
            String kind,
            List<String> choices,
            boolean required,
            boolean secret,
            @JsonProperty("default") String defaultValue,
            String example,
            String description,
            String group,
            boolean multiline) {

        static FormField of(Leaf leaf) {
            return new FormField(
                    leaf.path(),
                    leaf.keys(),
                    leaf.item().label(),
                    leaf.item().kind().name().toLowerCase(Locale.ROOT),
                    leaf.item().choices(),
                    leaf.item().setting().required(),
                    leaf.item().setting().secret(),
                    leaf.item().setting().defaultValue(),
                    leaf.item().setting().example(),
                    leaf.item().setting().description(),
                    group(leaf),
                    LINES.matcher(leaf.path()).find());
        }

        private static String group(Leaf leaf) {
            Field field = leaf.item().setting().field();
            return switch (field) {
                case HOST, PORT, SCHEMA -> "address";
                case LOGIN, PASSWORD -> "sign_in";
                case WADI -> leaf.keys().contains("pool") ? "pool" : "other";
                default -> leaf.keys().contains("pool") ? "pool" : groupOfExtra(leaf);
            };
        }

        private static String groupOfExtra(Leaf leaf) {
            String key = leaf.path().substring(Math.min(leaf.path().length(), "extra.".length()));
            if (TLS.matcher(key).find()) {
                return "tls";
            }
            return leaf.item().setting().secret() ? "sign_in" : "other";
        }
    }

    /** Something that is refused. */
    record Refused(String path, String because, String instead) {}

    List<ApiCall> calls() {
        return List.of(
                ApiCall.get(TYPES, "List connection types", Types.class, asked -> list()),
                ApiCall.get(TYPES + "/:conn_type", "Show the form of a type", Form.class, this::form));
    }

    private Answer list() {
        List<Type> all = types.all().stream()
                .map(type -> new Type(type.name(), type.title(), new TreeSet<>(type.aliases())))
                .toList();
        return Answer.ok(new Types(all, all.size()));
    }

    private Answer form(Asked asked) {
        String name = asked.path("conn_type");
        ConnectionType<?> type = types.find(name)
                .orElseThrow(() -> new RefusedException(404, "There is no connection type of this name"));
        SettingsForm form = SettingsForm.of(type);
        List<FormField> fields = Stream.concat(form.leaves().stream(), SettingsForm.ofChanges().leaves().stream())
                .map(FormField::of)
                .toList();
        List<Refused> refused = form.refused().stream()
                .map(one ->
                        new Refused(one.isField() ? one.name() : "extra." + one.name(), one.because(), one.instead()))
                .toList();
        return Answer.ok(new Form(type.name(), type.title(), new TreeSet<>(type.aliases()), fields, refused));
    }
}
