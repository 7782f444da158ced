package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.console.Audit.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller EDITOR = new Caller(Role.EDITOR, "127.0.0.1", false);

    private final Path home;

    AuditTest(@TempDir Path home) {
        this.home = home;
    }

    private static List<String> lines(Path file) throws Exception {
        return Files.readAllLines(file);
    }

    @Test
    void aLineSaysWhoDidWhatAndNamesWhatWasChanged() throws Exception {
        Audit.in(home.resolve("state"), 1_000)
                .add(EDITOR, "update connection", "my_pg", Outcome.DONE, List.of("host", "password"));
        Path file = home.resolve("state/audit.jsonl");
        assertThat(lines(file)).hasSize(1);
        JsonNode line = JSON.readTree(lines(file).get(0));
        assertThat(line.get("at").asText()).endsWith("Z");
        assertThat(line.toString().replaceAll("\"at\":\"[^\"]*\",", ""))
                .isEqualTo("{\"who\":\"editor@127.0.0.1\",\"what\":\"update connection\",\"subject\":\"my_pg\","
                        + "\"outcome\":\"done\",\"changed\":[\"host\",\"password\"]}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsInANameStaysInItsLine() throws Exception {
        Audit.in(home, 10_000).add(EDITOR, "update connection", "a\n{\"who\":\"x\"}", Outcome.DONE, List.of());
        assertThat(lines(home.resolve("audit.jsonl"))).hasSize(1);
    }

    @Test
    void aFileThatIsFullMakesRoomAndOneOlderIsKept() throws Exception {
        Audit audit = Audit.in(home, 1_000);
        for (int i = 0; i < 30; i++) {
            audit.add(EDITOR, "update connection", "my_pg " + i, Outcome.DONE, List.of());
        }
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1");
        }
        assertThat(Files.size(home.resolve("audit.jsonl.1"))).isBetween(1_000L, 1_300L);
        assertThat(String.join("\n", lines(home.resolve("audit.jsonl")))).contains("my_pg 29");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("audit.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusalsOfOneAddressPushNothingOut() throws Exception {
        Audit audit = Audit.in(home, 1_000_000);
        for (int i = 0; i < 200; i++) {
            audit.add(EDITOR, "sign in", "", Outcome.REFUSED, List.of());
        }
        audit.add(EDITOR, "update connection", "my_pg", Outcome.DONE, List.of());
        assertThat(lines(home.resolve("audit.jsonl"))).hasSize(61);
    }

    @Test
    void aFolderThatCannotBeWrittenStopsNoCall() throws Exception {
        Files.writeString(home.resolve("state"), "a file");
        Audit.in(home.resolve("state"), 1_000).add(EDITOR, "update connection", "my_pg", Outcome.DONE, List.of());
        assertThat(home.resolve("state")).hasContent("a file");
    }

    @Test
    void callsThatChangeSomethingSignInOrAreRefusedAreWrittenDown() throws Exception {
        Path file = home.resolve("state/audit.jsonl");
        try (Service service = Service.start(home, Map.of());
                ApiServer api = service.api(Map.of("wadi.api.token", "edit-it", "wadi.api.viewer.token", "view-it"))) {
            RawHttp http = new RawHttp(api.port());
            http.get("/api/v2/status", "Authorization: Bearer edit-it");
            http.call("POST", "/api/v2/reload", "Authorization: Bearer edit-it");
            signIn(http, "wrong-1");
            signIn(http, "view-it");
            http.call("POST", "/api/v2/reload", "Authorization: Bearer view-it");
            http.call("POST", "/api/v2/pipelines/none/runs", "Authorization: Bearer edit-it");
            await().atMost(Duration.ofSeconds(10)).until(() -> lines(file).size() == 5);
        }
        assertThat(lines(file))
                .extracting(line -> JSON.readTree(line))
                .extracting(line -> line.get("who").asText() + ": "
                        + line.get("what").asText() + " '" + line.get("subject").asText() + "': "
                        + line.get("outcome").asText())
                .containsExactlyInAnyOrder(
                        "editor@127.0.0.1: reload all files '': done",
                        "nobody@127.0.0.1: sign in '': refused",
                        "nobody@127.0.0.1: sign in 'viewer': done",
                        "viewer@127.0.0.1: reload all files '': refused",
                        "editor@127.0.0.1: run a pipeline 'none': refused");
        assertThat(Files.readString(file)).doesNotContain("wrong-1", "view-it", "edit-it");
    }

    private static void signIn(RawHttp http, String token) {
        http.write("POST /api/v2/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 19\r\n\r\n{\"token\":\"" + token + "\"}");
    }
}
