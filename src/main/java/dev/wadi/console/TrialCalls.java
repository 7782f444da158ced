package dev.wadi.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionId;
import dev.wadi.connection.Events.Kind;
import dev.wadi.console.ConnectionDetails.Found;
import dev.wadi.console.ConnectionDetails.LastTest;
import dev.wadi.engine.Engine;
import dev.wadi.spi.ConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks and tests of connections before they are saved, over the API. */
final class TrialCalls {

    private static final Logger LOG = LoggerFactory.getLogger(TrialCalls.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String UNNAMED = "new";

    private final Engine engine;
    private final ConnectionEdits edits;
    private final LastTests tests;
    private final AddressPolicy policy;
    private final TrialLimits limits = new TrialLimits(System::nanoTime);

    TrialCalls(Engine engine, ConnectionEdits edits, LastTests tests, AddressPolicy policy) {
        this.engine = engine;
        this.edits = edits;
        this.tests = tests;
        this.policy = policy;
    }

    /** How a test went. */
    record Result(boolean status, String message) {}

    /**
     * What a check found.
     *
     * @param file the file that the connection is, or would be, written to
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Checked(List<Found> problems, String file) {}

    List<ApiCall> calls() {
        return List.of(
                ApiCall.post(ConnectionCalls.ALL + "/test", "Test a connection", this::test)
                        .taking(ConnectionBody.class)
                        .answering(200, Result.class)
                        .telling(Kind.TEST)
                        .slow(),
                ApiCall.post(ConnectionCalls.ALL + "/check", "Check a connection without connecting", this::check)
                        .with(
                                Parameter.text("connection_id", "The connection that is edited; none for a new one"),
                                Parameter.text("file", "The file in the folder of connections"))
                        .taking(ConnectionBody.class)
                        .answering(200, Checked.class)
                        .unaudited());
    }

    private Answer test(Asked asked) {
        ConnectionBody.Sent sent = ConnectionBody.Sent.of(asked);
        String connId = Optional.ofNullable(sent.body().connectionId())
                .filter(id -> !id.isEmpty())
                .orElse(UNNAMED);
        ConnectionId.problem(connId).ifPresent(wrong -> {
            throw RefusedException.invalid(
                    "string_pattern_mismatch", List.of("body", "connection_id"), "A conn_id " + wrong);
        });
        asked.isAbout(connId, List.of());
        ConnectionDefinition meant = edits.meant(connId, sent);
        List<Problem> errors = errors(meant);
        if (!errors.isEmpty()) {
            throw ConnectionEdits.invalid(connId, errors);
        }
        limits.begin();
        try {
            LastTest result = tried(meant);
            LOG.info(
                    "connection '{}' was tested by {}: {}",
                    connId,
                    asked.caller().name(),
                    result.status() ? "ok, " + result.message() : result.message());
            if (isStored(meant)) {
                tests.add(connId, result);
            }
            return Answer.ok(new Result(result.status(), result.message()));
        } finally {
            limits.end();
        }
    }

    private boolean isStored(ConnectionDefinition meant) {
        return engine.connectionSet().definitions().stream().anyMatch(meant::sameContent);
    }

    private LastTest tried(ConnectionDefinition meant) {
        long begun = System.nanoTime();
        boolean status = false;
        String message;
        try {
            ConnectionDefinition resolved =
                    engine.workspace().resolved(List.of(meant)).get(0);
            Optional<String> refused = policy.refusal(resolved);
            if (refused.isPresent()) {
                message = refused.get();
            } else {
                try {
                    message = engine.connections().test(meant, TIMEOUT);
                    status = true;
                } catch (ConnectionException e) {
                    message = e.what();
                }
                Optional<String> late = policy.refusal(resolved); // a name may have another address by now
                status &= late.isEmpty();
                message = late.orElse(message);
            }
        } catch (ConfigurationException e) {
            message = String.valueOf(e.getMessage());
        }
        long milliseconds = (System.nanoTime() - begun) / 1_000_000;
        return new LastTest(Instant.now().toString(), status, message, milliseconds);
    }

    private List<Problem> errors(ConnectionDefinition definition) {
        return engine.connections().checks().check(definition).stream()
                .filter(Problem::isError)
                .toList();
    }

    /** What is wrong is the answer here, and no failure. */
    private Answer check(Asked asked) {
        ConnectionBody.Sent sent = ConnectionBody.Sent.of(asked);
        Optional<String> edited = asked.query("connection_id").filter(id -> !id.isEmpty());
        List<Found> problems = new ArrayList<>();
        String connId =
                edited.orElse(Optional.ofNullable(sent.body().connectionId()).orElse(""));
        Optional<String> wrong = edited.isPresent() ? Optional.empty() : wrongName(connId);
        wrong.ifPresent(what -> problems.add(new Found("error", "connection_id", what, "Choose another name", 0, 0)));
        String name = wrong.isPresent() ? UNNAMED : connId;
        try {
            ConnectionDefinition meant = edits.meant(name, sent);
            engine.connections().checks().check(meant).forEach(problem -> problems.add(Found.of(name, problem)));
        } catch (RefusedException e) {
            problems.addAll(found(e));
        }
        return Answer.ok(new Checked(problems, file(name, edited, asked.query("file"))));
    }

    private Optional<String> wrongName(String connId) {
        Optional<String> wrong = ConnectionId.problemWhenNew(connId).map(what -> "A conn_id " + what);
        return wrong.isPresent() || !edits.exists(connId)
                ? wrong
                : Optional.of("There is a connection of this name already");
    }

    private String file(String connId, Optional<String> edited, Optional<String> file) {
        return edited.flatMap(id -> engine.connectionSet().definitions().stream()
                        .filter(definition -> definition.connId().equals(id))
                        .findFirst())
                .map(definition -> definition.origin().place().file())
                .orElseGet(() -> edits.file(connId, file.orElse(null)).toString());
    }

    private static List<Found> found(RefusedException refused) {
        return refused.invalid().stream()
                .map(one -> new Found(
                        "error",
                        String.join(
                                ".",
                                one.loc().stream().skip(1).map(String::valueOf).toList()),
                        one.msg(),
                        "",
                        0,
                        0))
                .toList();
    }
}
