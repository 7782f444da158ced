package dev.wadi.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.console.BulkBody.Action;
import dev.wadi.console.BulkBody.Otherwise;
import dev.wadi.console.BulkResult.Done;
import dev.wadi.console.BulkResult.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes several changes, each by itself: one that fails stops no other. */
final class BulkEdits {

    private static final List<String> KINDS = List.of("create", "update", "delete");

    private final ConnectionEdits edits;
    private final Map<String, Done> results = new LinkedHashMap<>();

    BulkEdits(ConnectionEdits edits) {
        this.edits = edits;
    }

    BulkResult apply(BulkBody body) {
        List<Action> actions = body.actions() == null ? List.of() : body.actions();
        for (int i = 0; i < actions.size(); i++) {
            require(actions.get(i), i);
        }
        actions.forEach(this::apply);
        return new BulkResult(results.get("create"), results.get("update"), results.get("delete"));
    }

    private static void require(Action action, int index) {
        if (!KINDS.contains(String.valueOf(action.action()))) {
            throw RefusedException.invalid(
                    "union_tag_invalid",
                    List.of("body", "actions", index),
                    "action must be one of " + String.join(", ", KINDS));
        }
        if (action.entities() == null) {
            throw RefusedException.invalid("missing", List.of("body", "actions", index, "entities"), "Field required");
        }
    }

    private void apply(Action action) {
        String kind = String.valueOf(action.action());
        Done done = results.computeIfAbsent(kind, name -> new Done(new ArrayList<>(), new ArrayList<>()));
        for (JsonNode entity : action.entities() == null ? List.<JsonNode>of() : action.entities()) {
            try {
                one(kind, action, entity).ifPresent(done.success()::add);
            } catch (RefusedException e) {
                done.errors().add(new Failure(text(e), e.answer().status()));
            }
        }
    }

    private static String text(RefusedException refused) {
        return refused.invalid().isEmpty()
                ? String.valueOf(refused.getMessage())
                : refused.invalid().stream().map(BulkEdits::text).collect(Collectors.joining("; "));
    }

    private static String text(RefusedException.Invalid one) {
        return one.loc().stream().skip(1).map(String::valueOf).collect(Collectors.joining(".")) + ": " + one.msg();
    }

    /** The id of what was changed; empty when it was to be skipped. */
    private Optional<String> one(String kind, Action action, JsonNode entity) {
        return switch (kind) {
            case "create" -> create(ConnectionBody.Sent.of(entity.toString()), action.actionOnExistence());
            case "update" -> update(ConnectionBody.Sent.of(entity.toString()), action);
            default -> delete(id(entity), action.actionOnNonExistence());
        };
    }

    private static String id(JsonNode entity) {
        JsonNode id = entity.isObject() ? entity.path("connection_id") : entity;
        if (!id.isTextual()) {
            throw RefusedException.invalid("string_type", List.of("body", "entities"), "Input should be an id");
        }
        return id.asText();
    }

    private Optional<String> create(ConnectionBody.Sent sent, @Nullable Otherwise otherwise) {
        try {
            edits.create(sent, null);
        } catch (RefusedException e) {
            if (e.answer().status() != 409 || !edits.exists(sent.connId()) || otherwise == null) {
                throw e;
            }
            switch (otherwise) {
                case SKIP -> {
                    return Optional.empty();
                }
                case OVERWRITE -> edits.update(sent.connId(), sent, List.of(), Optional.empty());
                case FAIL -> throw e;
            }
        }
        return Optional.of(sent.connId());
    }

    private Optional<String> update(ConnectionBody.Sent sent, Action action) {
        List<String> mask = action.updateMask() == null ? List.of() : action.updateMask();
        return unlessMissing(
                sent.connId(),
                action.actionOnNonExistence(),
                () -> edits.update(sent.connId(), sent, mask, Optional.empty()));
    }

    private Optional<String> delete(String connId, @Nullable Otherwise otherwise) {
        return unlessMissing(connId, otherwise, () -> edits.delete(connId, Optional.empty()));
    }

    private static Optional<String> unlessMissing(String connId, @Nullable Otherwise otherwise, Runnable change) {
        try {
            change.run();
            return Optional.of(connId);
        } catch (RefusedException e) {
            if (e.answer().status() == 404 && otherwise == Otherwise.SKIP) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
