package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionId;
import dev.wadi.connection.Connections;
import dev.wadi.engine.ConnectionFolder;
import dev.wadi.engine.ConnectionUsage;
import dev.wadi.engine.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of connection files by commands: what is refused, and which file is meant. */
final class ConnectionEdits {

    private final Session session;
    private final Workspace workspace;
    private final ConnectionFolder folder;

    private ConnectionEdits(Session session, Workspace workspace, ConnectionFolder folder) {
        this.session = session;
        this.workspace = workspace;
        this.folder = folder;
    }

    /** Of connections that there are. */
    static ConnectionEdits changing(Session session) {
        Workspace workspace = session.workspace();
        return new ConnectionEdits(session, workspace, ConnectionFolder.changing(workspace));
    }

    /** Of connections that are new; their folder is made when it is not there. */
    static ConnectionEdits adding(Session session) {
        Workspace workspace = session.workspace();
        return new ConnectionEdits(session, workspace, ConnectionFolder.adding(workspace));
    }

    Workspace workspace() {
        return workspace;
    }

    boolean exists(String connId) {
        return folder.find(connId).isPresent();
    }

    /** Refuses a name that cannot be given, or was given. */
    void requireNew(String connId) {
        ConnectionId.problemWhenNew(connId).ifPresent(wrong -> {
            throw wrong("the conn_id '" + connId + "' " + wrong, "Choose another");
        });
        folder.find(connId).ifPresent(there -> {
            throw wrong(
                    "connection '" + connId + "' is defined at "
                            + there.origin().place() + " already",
                    "Change it by 'wadi connections update " + connId + "', or choose another conn_id");
        });
    }

    /** The connection as the files have it; a variable cannot be changed from here. */
    ConnectionDefinition inFile(String connId) {
        ConnectionDefinition found = folder.inFile(connId)
                .orElseThrow(() -> wrong(
                        "connection '" + connId + "' is defined by the variable "
                                + Session.required(folder.set(), connId)
                                        .origin()
                                        .place()
                                + ", which commands do not change",
                        "Change the variable where it is set"));
        if (folder.shadowed(connId).isPresent()) {
            session.err()
                    .println("A variable of the environment wins over this file; the change shows when it is gone.");
        }
        return found;
    }

    private static ConfigurationException wrong(String what, String fix) {
        return new ConfigurationException(Problem.error(Place.of("CONN_ID"), "", what, fix));
    }

    /** Refuses what 'validate' would call a problem; warnings are printed. */
    void check(ConnectionDefinition definition) {
        Problems problems = new Problems();
        problems.addAll(problems(definition));
        problems.throwIfErrors();
        session.report(problems.sorted());
    }

    /** What 'validate' would say of it. */
    List<Problem> problems(ConnectionDefinition definition) {
        try (Connections connections = workspace.connections()) {
            return connections.checks().check(definition);
        }
    }

    /** Says which routes use connections that go or become something else. */
    void warnOfUsers(List<ConnectionDefinition> changing) {
        List<String> ids = changing.stream().map(ConnectionDefinition::connId).toList();
        ConnectionUsage.of(workspace, ids).forEach(usage -> session.err()
                .println("'" + usage.connId() + "' " + (usage.certain() ? "is" : "may be") + " used by "
                        + usage.user()));
    }

    /** Saves a new connection. */
    Path add(ConnectionDefinition definition, @Nullable Path chosen) {
        return folder.add(definition, chosen);
    }

    /** Saves a changed connection where it stands. */
    Path replace(ConnectionDefinition before, ConnectionDefinition after) {
        return folder.replace(before, after);
    }

    Path remove(ConnectionDefinition definition) {
        return folder.remove(definition);
    }
}
