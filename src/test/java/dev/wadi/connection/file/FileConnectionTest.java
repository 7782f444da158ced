package dev.wadi.connection.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.ConnectionContract;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileConnectionTest implements ConnectionContract {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path temp = Path.of("");

    private final TestingConnections connections = new TestingConnections();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private Path root = Path.of("");
    private Path outside = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(temp.resolve("my files & 50%"));
        outside = Files.createDirectory(temp.resolve("my files & 50%-outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Override
    public Written working() {
        return connection("\"path\": \"" + root + "\"");
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public List<String> secrets() {
        return List.of();
    }

    private void open(String extra) {
        connections.open(connection("\"path\": \"" + root + "\"" + (extra.isEmpty() ? "" : ", " + extra)));
    }

    private static Written connection(String extra) {
        return TestingConnections.json("my_files", json(extra));
    }

    private static String json(String extra) {
        return "{\"conn_type\": \"file\", \"extra\": {" + extra + "}}";
    }

    private String test() {
        return connections.connections().test("my_files", Duration.ofSeconds(5));
    }

    private ProducerTemplate template() {
        connections.context().start();
        return connections.context().createProducerTemplate();
    }

    private void collect(String uri) throws Exception {
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .process(exchange -> received.add(exchange.getIn().getHeader("CamelFileName") + "="
                                + exchange.getIn().getBody(String.class)));
            }
        });
        connections.context().start();
    }

    @Test
    void theTestSaysWhatMayBeDone() {
        open("");
        assertThat(test()).isEqualTo("folder " + root + ", may be read and written");
        open("\"mode\": \"read\"");
        assertThat(test()).isEqualTo("folder " + root + ", may be read");
    }

    @Test
    void aFolderThatIsMissingFailsTheTestAndIsNotMade() throws IOException {
        Files.delete(root);
        open("");
        assertThatThrownBy(this::test)
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_files': there is no folder " + root);
        assertThat(root).doesNotExist();
        open("\"create\": \"true\"");
        assertThat(test()).isEqualTo("folder " + root + ", may be read and written");
        assertThat(root).isDirectory();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(temp.resolve("file.txt"), "x");
        connections.open(connection("\"path\": \"" + file + "\""));
        assertThatThrownBy(this::test)
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_files': " + file + " is no folder");
    }

    @Test
    void airflowsTypeMeansTheSame() {
        connections.open(TestingConnections.connection("my_files", "fs").extra("path", root.toString()));
        assertThat(test()).startsWith("folder " + root);
    }

    @Test
    void theFolderMayBeTheHost() {
        connections.open(TestingConnections.connection("my_files", "file").host(root.toString()));
        assertThat(test()).startsWith("folder " + root);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a%20b", "a%2520b", "a%252520b", "100%", "a%252Fb", "a+b", "a%252Bb", "ä", "a%25C3%25A4"})
    void aFolderIsTheOneThatAUriWrittenOutNames(String name) throws Exception {
        Path plain = Files.createDirectory(temp.resolve("plain"));
        Path written = Files.createDirectory(temp.resolve("written"));
        connections.open(connection("\"path\": \"" + plain + "\""));
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:both")
                        .to("conn:my_files/" + name + "?fileName=" + name.replace("%252F", "_"))
                        .to("file:" + written + "/" + name + "?fileName=" + name.replace("%252F", "_"));
            }
        });
        template().sendBody("direct:both", "x");
        assertThat(below(plain)).isNotEmpty().isEqualTo(below(written));
    }

    private static List<String> below(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.map(folder::relativize).map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | warehouse.extra.path: is missing. Set it to the folder, for example /data/incoming.",
                "\"path\": \"/a\", \"mode\": \"write\" | warehouse.extra.mode: must be one of read, readwrite, was write."
                        + " Change it, or remove the line to use readwrite.",
                "\"path\": \"/a\", \"mode\": \"read\", \"create\": true | warehouse.extra.create: is true and mode is read."
                        + " Remove one of them.",
                "\"path\": \"/a\\u0000b\" | warehouse.extra.path: must not hold the character NUL. Change it.",
            })
    void whatIsWrongIsSaid(String extra, String problem) {
        assertThat(connections.problems(TestingConnections.json("warehouse", json(extra))))
                .containsExactly(problem);
    }

    @Test
    void hostAndPathMustAgree() {
        assertThat(connections.problems(TestingConnections.connection("warehouse", "file")
                        .host("/a")
                        .extra("path", "/b")))
                .containsExactly("warehouse.extra.path: says '/b' and host says '/a'. Remove one of them.");
    }

    @Test
    void theBeanIsThePath() {
        open("");
        assertThat(connections.context().getRegistry().lookupByNameAndType("my_files", Path.class))
                .isEqualTo(root);
    }

    @Test
    void routesWriteBelowTheFolder() {
        open("");
        ProducerTemplate template = template();
        template.sendBody("conn:my_files?fileName=a.txt", "one");
        template.sendBody("conn:my_files/sub/deeper?fileName=b.txt", "two");
        template.sendBodyAndHeader("conn:my_files/sub", "three", "CamelFileName", "2026/c.txt");
        template.sendBodyAndHeader("conn:my_files/with space", "four", "CamelFileName", "d & e.txt");
        assertThat(root.resolve("a.txt")).hasContent("one");
        assertThat(root.resolve("sub/deeper/b.txt")).hasContent("two");
        assertThat(root.resolve("sub/2026/c.txt")).hasContent("three");
        assertThat(root.resolve("with space/d & e.txt")).hasContent("four");
    }

    @Test
    void writingWithATemporaryNameAndADoneFileWorks() {
        open("");
        template().sendBody("conn:my_files/out?fileName=a.txt&tempPrefix=tmp-&doneFileName=${file:name}.done", "one");
        assertThat(root.resolve("out/a.txt")).hasContent("one");
        assertThat(root.resolve("out/a.txt.done")).exists();
        assertThat(root.resolve("out/tmp-a.txt")).doesNotExist();
    }

    @Test
    void routesReadAndMoveWhatTheyHaveRead() throws Exception {
        open("");
        Files.createDirectories(root.resolve("in/sub"));
        Files.writeString(root.resolve("in/a.txt"), "one");
        Files.writeString(root.resolve("in/sub/b.txt"), "two");
        collect("conn:my_files/in?recursive=true&delay=50&initialDelay=0&move=.done");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(received).containsExactlyInAnyOrder("a.txt=one", "sub/b.txt=two"));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(root.resolve("in/.done/a.txt")).hasContent("one");
            assertThat(root.resolve("in/sub/.done/b.txt")).hasContent("two");
        });
    }

    @Test
    void theFolderThatARouteReadsIsMade() throws Exception {
        open("");
        collect("conn:my_files/in?delay=50&initialDelay=0");
        await().atMost(SOON).untilAsserted(() -> assertThat(root.resolve("in")).isDirectory());
    }

    @Test
    void aFolderThatIsAwayIsReadWhenItComes() throws Exception {
        Files.delete(root);
        open("");
        collect("conn:my_files/in?delay=50&initialDelay=0");
        assertThat(root).doesNotExist();
        Files.createDirectories(root.resolve("in"));
        Path written = Files.writeString(root.resolve("in/.a.txt"), "one"); // what is hidden is not read half-written
        Files.move(written, root.resolve("in/a.txt"));
        await().atMost(SOON).untilAsserted(() -> assertThat(received).containsExactly("a.txt=one"));
    }

    @Test
    void aFolderThatIsAwayFailsWhatIsWritten() throws IOException {
        Files.delete(root);
        open("");
        assertThatThrownBy(() -> template().sendBody("conn:my_files?fileName=a.txt", "one"))
                .cause()
                .hasMessage("connection 'my_files': there is no folder " + root);
        assertThat(root).doesNotExist();
    }

    @Test
    void aReadOnlyFolderIsReadOnceAndLeftAlone() throws Exception {
        Files.createDirectories(root.resolve("in"));
        Files.writeString(root.resolve("in/a.txt"), "one");
        open("\"mode\": \"read\"");
        collect("conn:my_files/in?delay=50&initialDelay=0&readLock=changed&readLockCheckInterval=20&readLockMinAge=0");
        await().atMost(SOON).untilAsserted(() -> assertThat(received).containsExactly("a.txt=one"));
        Files.writeString(root.resolve("in/b.txt"), "two");
        await().atMost(SOON).untilAsserted(() -> assertThat(received).containsExactly("a.txt=one", "b.txt=two"));
        try (var files = Files.list(root.resolve("in"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("a.txt", "b.txt");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete=true", "move=done", "preMove=busy", "moveFailed=failed", "readLock=rename"})
    void aReadOnlyFolderRefusesWhatChangesIt(String option) {
        open("\"mode\": \"read\"");
        String name = option.startsWith("readLock") ? option : option.substring(0, option.indexOf('='));
        assertThatThrownBy(() -> collect("conn:my_files?" + option))
                .hasStackTraceContaining("connection 'my_files' only reads (mode: read) and " + name
                        + " changes the folder. Remove it, or set mode to readwrite");
    }

    @Test
    void aReadOnlyFolderIsNotWritten() {
        open("\"mode\": \"read\"");
        assertThatThrownBy(() -> template().sendBody("conn:my_files?fileName=a.txt", "one"))
                .hasStackTraceContaining(
                        "connection 'my_files' only reads (mode: read). Send elsewhere, or set mode to readwrite");
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../my files & 50%25-outside", "sub/../../x", "/etc", "a\\..\\..\\x", "${header.x}"})
    void aRouteCannotNameAFolderOutside(String path) {
        open("");
        assertThatThrownBy(() -> template().sendBody("conn:my_files/" + path + "?fileName=a.txt", "one"))
                .hasStackTraceContaining("is no folder below " + root + ". Write its name without a / before it and"
                        + " without .. and ${ }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x.txt",
                "../../my files & 50%-outside/x.txt",
                "../../x.txt",
                "sub/../../../x.txt",
                "..\\..\\x.txt",
                "missing/../../../x.txt",
                "/etc/x.txt",
                "//x.txt",
                "x\0.txt",
                "link/x.txt",
                "dangling",
                "secret-link.txt"
            })
    void aMessageCannotNameAFileOutside(String name) throws IOException {
        open("");
        Path sub = Files.createDirectory(root.resolve("sub"));
        Files.createSymbolicLink(sub.resolve("link"), outside);
        Files.createSymbolicLink(sub.resolve("dangling"), outside.resolve("x.txt"));
        Files.createSymbolicLink(sub.resolve("secret-link.txt"), outside.resolve("secret.txt"));
        ProducerTemplate template = template();
        for (String header : List.of("CamelFileName", "CamelOverruleFileName")) {
            for (String options : List.of("", "&fileExist=Append", "&tempPrefix=t-", "&autoCreate=false")) {
                String uri = "conn:my_files/sub?jailStartingDirectory=false" + options;
                assertThatThrownBy(() -> template.sendBodyAndHeader(uri, "evil", header, name))
                        .as(uri)
                        .isNotNull();
            }
            assertThatThrownBy(() -> template.sendBodyAndHeader("conn:my_files/sub", "evil", header, name))
                    .isNotNull();
        }
        assertThat(outside.resolve("secret.txt")).hasContent("secret");
        assertThat(outside.resolve("x.txt")).doesNotExist();
        assertThat(temp.resolve("x.txt")).doesNotExist();
        assertThat(root.resolve("x.txt")).doesNotExist();
    }

    @Test
    void theRefusalNamesTheFile() {
        open("");
        assertThatThrownBy(() -> template()
                        .sendBodyAndHeader(
                                "conn:my_files?jailStartingDirectory=false", "evil", "CamelFileName", "../x.txt"))
                .cause()
                .hasMessage("connection 'my_files': '" + root + "/../x.txt' is outside of its folder " + root);
        assertThatThrownBy(() -> template().sendBodyAndHeader("conn:my_files", "evil", "CamelFileName", "/etc/x.txt"))
                .cause()
                .hasMessage("connection 'my_files': '/etc/x.txt' is outside of its folder " + root);
    }

    @Test
    void otherNamesOfOptionsCannotLeadOutEither() {
        open("");
        ProducerTemplate template = template();
        for (String options : List.of(
                "fileName=a.txt&tempFileName=../t.txt&jailStartingDirectory=false",
                "fileName=a.txt&doneFileName=../../${file:name}.done",
                "fileName=${header.name}&jailStartingDirectory=false",
                "fileName=b.txt&fileExist=Move&moveExisting=../../moved.txt&jailStartingDirectory=false")) {
            assertThatThrownBy(() -> {
                        template.sendBodyAndHeaders("conn:my_files?" + options, "x", Map.of("name", "../../named.txt"));
                        template.sendBodyAndHeaders("conn:my_files?" + options, "x", Map.of("name", "../../named.txt"));
                    })
                    .as(options)
                    .isNotNull();
        }
        assertThat(temp.toFile().list()).containsExactlyInAnyOrder("my files & 50%", "my files & 50%-outside");
    }

    @Test
    void linksThatLeadOutAreNotRead() throws Exception {
        open("");
        Path in = Files.createDirectories(root.resolve("in"));
        Files.writeString(root.resolve("inside.txt"), "inside");
        Files.createSymbolicLink(in.resolve("folder-link"), outside);
        Files.createSymbolicLink(in.resolve("link.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(in.resolve("good-link.txt"), root.resolve("inside.txt"));
        Files.writeString(in.resolve("a.txt"), "one");
        collect("conn:my_files/in?recursive=true&delay=50&initialDelay=0&noop=true");
        await().atMost(SOON).untilAsserted(() -> assertThat(received)
                .containsExactlyInAnyOrder("a.txt=one", "good-link.txt=inside"));
        Files.writeString(in.resolve("last.txt"), "last");
        await().atMost(SOON).untilAsserted(() -> assertThat(received).contains("last.txt=last"));
        assertThat(received).hasSize(3);
    }

    @Test
    void whatWasReadIsNotMovedOut() throws Exception {
        open("");
        Files.createDirectories(root.resolve("in"));
        Files.writeString(root.resolve("in/a.txt"), "one");
        collect("conn:my_files/in?delay=50&initialDelay=0&move=../../gone/${file:name}");
        await().atMost(SOON).untilAsserted(() -> assertThat(received).isNotEmpty());
        connections.context().stop();
        assertThat(temp.resolve("gone")).doesNotExist();
        assertThat(root.resolve("in/a.txt")).hasContent("one");
    }

    @Test
    void aRouteThatEnrichesReadsTheFileThatTheMessageNames() throws Exception {
        open("");
        Files.writeString(root.resolve("a.txt"), "one");
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:enrich").pollEnrich("conn:my_files?fileName=a.txt&noop=true&idempotent=false", 5_000);
            }
        });
        assertThat(template().requestBody("direct:enrich", (Object) "", String.class))
                .isEqualTo("one");
    }

    @Test
    void anOptionThatNobodyKnowsIsRefused() {
        open("");
        assertThatThrownBy(() -> collect("conn:my_files?fileNme=a.txt")).hasStackTraceContaining("fileNme");
    }
}
