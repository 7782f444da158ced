package dev.wadi.console;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.DefinitionSecrets;
import dev.wadi.connection.Events.Kind;
import dev.wadi.engine.ConnectionFolder;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Connections over the API, in the calls and words of Airflow's. */
final class ConnectionCalls {

    static final String ALL = "/api/v2/connections";
    static final String ONE = ALL + "/:connection_id";

    private static final Parameter IF_MATCH =
            Parameter.header("If-Match", "The version that was seen, as ETag gave it; another one is not changed");

    private final Engine engine;
    private final DefinitionSecrets secrets;
    private final ConnectionVersions versions;
    private final ConnectionEdits edits;
    private final LastTests tests;

    ConnectionCalls(
            Engine engine,
            DefinitionSecrets secrets,
            ConnectionVersions versions,
            ConnectionEdits edits,
            LastTests tests) {
        this.engine = engine;
        this.secrets = secrets;
        this.versions = versions;
        this.edits = edits;
        this.tests = tests;
    }

    /**
     * All calls that are about connections.
     *
     * @param settings of the API
     * @param apiAddress where it is served
     */
    static List<ApiCall> all(Engine engine, Settings settings, InetAddress apiAddress) {
        DefinitionSecrets secrets = new DefinitionSecrets(engine.connections().types());
        ConnectionVersions versions = new ConnectionVersions(secrets);
        ConnectionEdits edits = new ConnectionEdits(engine, secrets, versions);
        LastTests tests = new LastTests();
        AddressPolicy policy = AddressPolicy.of(settings, apiAddress);
        return Stream.of(
                        new ConnectionCalls(engine, secrets, versions, edits, tests).calls(),
                        new TrialCalls(engine, edits, tests, policy).calls(),
                        new SchemaCalls(engine).calls(),
                        new TypeCalls(engine).calls())
                .flatMap(List::stream)
                .toList();
    }

    List<ApiCall> calls() {
        return List.of(
                ApiCall.get(ALL, "List connections", ServiceConnection.Page.class, this::list)
                        .with(ConnectionQuery.PARAMETERS),
                ApiCall.get(ONE, "Show a connection", ServiceConnection.class, this::get)
                        .with(Parameter.text("include", "wadi, for what Airflow does not know")),
                ApiCall.post(ALL, "Create a connection", this::create)
                        .with(Parameter.text("file", "The file in the folder of connections; one of its own otherwise"))
                        .taking(ConnectionBody.class)
                        .answering(201, ServiceConnection.class)
                        .telling(Kind.CHANGE)
                        .slow(),
                ApiCall.patch(ONE, "Update a connection", this::update)
                        .with(Parameter.texts("update_mask", "The only fields that are written"), IF_MATCH)
                        .taking(ConnectionBody.class)
                        .answering(200, ServiceConnection.class)
                        .telling(Kind.CHANGE)
                        .slow(),
                ApiCall.delete(ONE, "Delete a connection", this::delete)
                        .with(IF_MATCH)
                        .answering(204, Void.class)
                        .telling(Kind.CHANGE)
                        .slow(),
                ApiCall.patch(ALL, "Change several connections", this::bulk)
                        .taking(BulkBody.class)
                        .answering(200, BulkResult.class)
                        .telling(Kind.CHANGE)
                        .slow());
    }

    private ConnectionIndex index(boolean withDetails) {
        return new ConnectionIndex(engine, secrets, versions, tests, withDetails);
    }

    private Answer list(Asked asked) {
        ConnectionQuery query = ConnectionQuery.of(asked);
        ConnectionIndex index = index(query.withDetails());
        List<ServiceConnection> found = new ArrayList<>();
        index.definitions().stream()
                .filter(definition -> query.admits(definition, index.state(definition)))
                .forEach(definition -> found.add(index.shown(definition)));
        if (query.withDetails()) {
            index.missing().stream()
                    .filter(missing -> query.admits(missing.connId(), "", "missing"))
                    .forEach(missing -> found.add(index.shown(missing)));
        }
        found.sort(query.order());
        List<ServiceConnection> page =
                found.stream().skip(query.offset()).limit(query.limit()).toList();
        return Answer.ok(new ServiceConnection.Page(page, found.size(), query.withDetails() ? folder() : null));
    }

    private ServiceConnection.Folder folder() {
        Path folder = engine.workspace().settings().connections();
        String why = ConnectionFolder.whyReadOnly(folder).orElse("");
        return new ServiceConnection.Folder(folder.toString(), why.isEmpty(), why);
    }

    private Answer get(Asked asked) {
        String connId = asked.path("connection_id");
        ConnectionIndex index = index(ConnectionQuery.hasDetails(asked));
        ConnectionDefinition found = index.find(connId).orElseThrow(() -> ConnectionEdits.notFound(connId));
        return shown(200, index.shown(found), found);
    }

    private Answer shown(int status, ServiceConnection connection, ConnectionDefinition definition) {
        return Answer.of(status, connection).with("ETag", "\"" + versions.of(definition) + "\"");
    }

    private Answer create(Asked asked) {
        ConnectionBody.Sent sent = ConnectionBody.Sent.of(asked);
        asked.isAbout(sent.connId(), List.of());
        return changed(201, edits.create(sent, asked.query("file").orElse(null)));
    }

    private Answer update(Asked asked) {
        String connId = asked.path("connection_id");
        ConnectionBody.Sent sent = ConnectionBody.Sent.of(asked);
        String named = sent.body().connectionId();
        if (named != null && !named.equals(connId)) {
            throw new RefusedException(400, "The connection_id in the request body does not match the URL parameter");
        }
        ConnectionEdits.Edited edited =
                edits.update(connId, sent, asked.queries("update_mask"), asked.header("If-Match"));
        asked.isAbout(connId, edited.changed());
        return changed(200, edited.definition());
    }

    private Answer delete(Asked asked) {
        String connId = asked.path("connection_id");
        edits.delete(connId, asked.header("If-Match"));
        tests.forget(connId);
        engine.reload();
        return Answer.none();
    }

    /** What is there when the change has been applied. */
    private Answer changed(int status, ConnectionDefinition written) {
        engine.reload();
        ConnectionIndex index = index(false);
        ConnectionDefinition present = index.find(written.connId()).orElse(written);
        return shown(status, index.shown(present), present);
    }

    private Answer bulk(Asked asked) {
        BulkResult result = new BulkEdits(edits).apply(asked.body(BulkBody.class));
        asked.isAbout(String.join(", ", result.changed()), List.of());
        engine.reload();
        return Answer.ok(result);
    }
}
