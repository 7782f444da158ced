package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileEditorTest {

    private final Path folder;

    ConnectionFileEditorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static final String FILE =
            """
            # All warehouses.

            # the first one
            one:   # with a comment
              conn_type: 'postgres'
              host: "db.example.com"   # the host
              # the port is the default

              password: "{{env:PGPASSWORD}}"
              extra:
                sslmode: require # always
                # pools
                wadi: {pool: {maximumPoolSize: 10}}
              # port: 5432

            # the second
            two: postgres://h/db # a URI
            three: {conn_type: http, host: h}

            # the end
            """;

    private static ConnectionDefinition connection(String yaml) {
        return ConnectionWriterTest.connection(yaml);
    }

    private static String add(String text, String yaml) {
        return ConnectionFileEditor.add("c.yaml", text, connection(yaml));
    }

    private static String replace(String text, String yaml) {
        return ConnectionFileEditor.replace("c.yaml", text, connection(yaml));
    }

    private static String remove(String text, String connId) {
        return ConnectionFileEditor.remove("c.yaml", text, connId);
    }

    private static final String NEW = "new: {conn_type: smtp, host: mail, port: 25, extra: {timeout: 5}}";
    private static final String NEW_LINES =
            """
            new:
              conn_type: smtp
              host: mail
              port: 25
              extra:
                timeout: 5
            """;

    @Test
    void addsAfterEverythingElse() {
        assertThat(add(FILE, NEW)).isEqualTo(FILE + NEW_LINES);
    }

    @Test
    void addsToAFileWithoutConnections() {
        assertThat(add("", NEW)).isEqualTo(NEW_LINES);
        assertThat(add("{}\n", NEW)).isEqualTo(NEW_LINES);
        assertThat(add("# nothing yet\n{}\n# the end", NEW)).isEqualTo("# nothing yet\n" + NEW_LINES + "# the end");
        assertThat(add("# nothing yet", NEW)).isEqualTo("# nothing yet\n" + NEW_LINES);
        assertThat(add("--- {}\n", NEW)).isEqualTo("--- \n" + NEW_LINES);
    }

    @Test
    void addsBehindALineWithoutALineBreak() {
        assertThat(add("a: http://h", NEW)).isEqualTo("a: http://h\n" + NEW_LINES);
        assertThat(add("a: http://h\n# end", NEW)).isEqualTo("a: http://h\n# end\n" + NEW_LINES);
    }

    @Test
    void addsWithTheIndentationAndLineBreaksOfTheFile() {
        assertThat(add("  a: http://h\r\n", "b: {conn_type: x, host: z}"))
                .isEqualTo("  a: http://h\r\n  b:\r\n    conn_type: x\r\n    host: z\r\n");
    }

    @Test
    void addsBeforeTheEndOfTheDocument() {
        assertThat(add("---\na: http://h\n...\n# notes\n", "b: {conn_type: x}"))
                .isEqualTo("---\na: http://h\nb:\n  conn_type: x\n...\n# notes\n");
    }

    @Test
    void addsInBraces() {
        assertThat(add("{a: 'http://h'} # end\n", "b: {conn_type: x}"))
                .isEqualTo("{a: 'http://h', \"b\": {\"conn_type\": \"x\"}} # end\n");
        assertThat(add("{\n  a: 'http://h', # one\n}\n", "b: {conn_type: x}"))
                .isEqualTo(
                        """
                {
                  a: 'http://h',
                  "b": {
                    "conn_type": "x"
                  }, # one
                }
                """);
    }

    @Test
    void changesOnlyTheFieldThatChanges() {
        ConnectionDefinition one =
                ConnectionFiles.read("c.yaml", FILE).definitions().get(0);
        ConnectionDefinition changed = new ConnectionDefinition(
                "one",
                "postgres",
                null,
                "new.example.com",
                null,
                one.password(),
                null,
                null,
                one.extra(),
                one.origin());
        assertThat(ConnectionFileEditor.replace("c.yaml", FILE, changed))
                .isEqualTo(FILE.replace("\"db.example.com\"", "new.example.com"));
        assertThat(ConnectionFileEditor.replace("c.yaml", FILE, one)).isEqualTo(FILE);
    }

    @Test
    void addsAndRemovesSingleFields() {
        assertThat(
                        replace(
                                FILE,
                                """
                        one:
                          conn_type: postgres
                          host: db.example.com
                          port: 5433
                          login: app
                          extra: {sslmode: require, wadi: {pool: {maximumPoolSize: 20}}, application_name: wadi}
                        """))
                .isEqualTo(FILE.replace("# the host\n", "# the host\n  port: 5433\n  login: app\n")
                        .replace("  password: \"{{env:PGPASSWORD}}\"\n", "")
                        .replace(
                                "    wadi: {pool: {maximumPoolSize: 10}}\n",
                                "    wadi:\n      pool:\n        maximumPoolSize: 20\n    application_name: wadi\n"));
    }

    @Test
    void removesExtraWithWhatIsInIt() {
        assertThat(replace(FILE, "one: {conn_type: postgres, host: db.example.com, password: '{{env:PGPASSWORD}}'}"))
                .isEqualTo(FILE.replace(
                        "  extra:\n    sslmode: require # always\n    # pools\n    wadi: {pool: {maximumPoolSize: 10}}\n",
                        ""));
    }

    @Test
    void replacesAUriByFields() {
        assertThat(replace(FILE, "two: {conn_type: mysql, host: x, extra: {a: 1}}"))
                .isEqualTo(FILE.replace(
                        "two: postgres://h/db # a URI",
                        "two:\n  conn_type: mysql\n  host: x\n  extra:\n    a: 1 # a URI"));
    }

    @Test
    void replacesAMappingInBraces() {
        assertThat(replace(FILE, "three: {conn_type: http, host: i}"))
                .isEqualTo(FILE.replace("three: {conn_type: http, host: h}", "three:\n  conn_type: http\n  host: i"));
    }

    @Test
    void replacesAKeyInPem() {
        String text =
                """
                a:
                  conn_type: sftp
                  extra:
                    private_key: |
                      -----BEGIN
                      old
                    port: 5
                b: http://h
                """;
        assertThat(replace(text, "a: {conn_type: sftp, extra: {private_key: \"-----BEGIN\\nnew\\n\", port: 5}}"))
                .isEqualTo(text.replace("old", "new"));
        assertThat(replace(text, "a: {conn_type: sftp, extra: {private_key: '{{file:key}}', port: 5}}"))
                .isEqualTo(text.replace("|\n      -----BEGIN\n      old", "\"{{file:key}}\""));
    }

    @Test
    void removesAnEntryWithTheCommentsInIt() {
        String removed = remove(FILE, "one");
        assertThat(removed)
                .isEqualTo(
                        """
                # All warehouses.

                # the first one

                # the second
                two: postgres://h/db # a URI
                three: {conn_type: http, host: h}

                # the end
                """);
        assertThat(remove(FILE, "two")).isEqualTo(FILE.replace("two: postgres://h/db # a URI\n", ""));
        assertThat(remove(FILE, "three")).isEqualTo(FILE.replace("three: {conn_type: http, host: h}\n", ""));
    }

    @Test
    void removesOneOfTwoBlankGaps() {
        assertThat(remove("a: http://h\n\nb: http://h\n\nc: http://h\n", "b"))
                .isEqualTo("a: http://h\n\nc: http://h\n");
        assertThat(remove("a: http://h\n\nb: http://h\n", "b")).isEqualTo("a: http://h\n\n");
        assertThat(remove("a: http://h\n\nb: http://h\n", "a")).isEqualTo("b: http://h\n");
    }

    @Test
    void removesTheLastConnectionAndKeepsTheComments() {
        assertThat(remove("# mine\na: http://h\n# end\n", "a")).isEqualTo("# mine\n{}\n# end\n");
        assertThat(remove("a: http://h", "a")).isEqualTo("{}\n");
        assertThat(add(remove("# mine\na: http://h\n", "a"), "b: {conn_type: x}"))
                .isEqualTo("# mine\nb:\n  conn_type: x\n");
    }

    @Test
    void removesInBraces() {
        String text = "{a: 'http://h', b: 'http://h', c: 'http://h'}\n";
        assertThat(remove(text, "a")).isEqualTo("{b: 'http://h', c: 'http://h'}\n");
        assertThat(remove(text, "b")).isEqualTo("{a: 'http://h', c: 'http://h'}\n");
        assertThat(remove(text, "c")).isEqualTo("{a: 'http://h', b: 'http://h'}\n");
        assertThat(remove("{a: 'http://h'}\n", "a")).isEqualTo("{}\n");
        assertThat(remove("{\n  a: 'http://h', # one\n  b: 'http://h' # two\n}\n", "a"))
                .isEqualTo("{\n   # one\n  b: 'http://h' # two\n}\n");
    }

    @Test
    void crlfStays() {
        String text = FILE.replace("\n", "\r\n");
        assertThat(remove(text, "two")).isEqualTo(text.replace("two: postgres://h/db # a URI\r\n", ""));
        assertThat(add(text, NEW)).isEqualTo(text + NEW_LINES.replace("\n", "\r\n"));
        assertThat(replace(text, "three: {conn_type: http, host: i}")).doesNotContainPattern("[^\r]\n");
    }

    @Test
    void charactersOutsideTheBasicPlaneDoNotShiftAnything() {
        String text =
                "# 😀😀😀\na: {conn_type: x, description: \"😀\"}\nb:\n  conn_type: x # 😀\n  description: 😀😀 x\n  host: h\nc: http://h\n";
        assertThat(replace(text, "b: {conn_type: x, description: 😀😀 x, host: i}"))
                .isEqualTo(text.replace("host: h", "host: i"));
        assertThat(remove(text, "b")).isEqualTo("# 😀😀😀\na: {conn_type: x, description: \"😀\"}\nc: http://h\n");
    }

    private static final String SHARED =
            """
            base: &base
              conn_type: postgres
              host: db
            reader:
              <<: *base
              login: reader
            """;

    @Test
    void whatOthersRepeatIsNotChanged() {
        assertThatThrownBy(() -> remove(SHARED, "base"))
                .hasMessage("c.yaml:1:7: &base is repeated on line 5, so that changing it here changes it there."
                        + " Edit the file by hand.");
        assertThatThrownBy(() -> replace(SHARED, "base: {conn_type: postgres, host: other}"))
                .hasMessage("c.yaml:1:7: &base is repeated on line 5, so that changing it here changes it there."
                        + " Edit the file by hand.");
        assertThatThrownBy(() -> replace(SHARED, "base: {conn_type: postgres, host: db, login: x}"))
                .hasMessage("c.yaml:1:7: &base is repeated on line 5, so that changing it here changes it there."
                        + " Edit the file by hand.");
    }

    @Test
    void whoRepeatsMayChange() {
        assertThat(remove(SHARED, "reader")).isEqualTo("base: &base\n  conn_type: postgres\n  host: db\n");
        assertThat(replace(SHARED, "reader: {conn_type: postgres, host: other, login: reader}"))
                .isEqualTo(SHARED.replace("  <<: *base\n", "  <<: *base\n")
                        .replace("  login: reader\n", "  login: reader\n  host: other\n"));
        assertThat(replace(SHARED, "reader: {conn_type: postgres, login: reader}"))
                .isEqualTo(SHARED + "  host: null\n");
        assertThat(add(SHARED, "new: {conn_type: x}")).isEqualTo(SHARED + "new:\n  conn_type: x\n");
    }

    @Test
    void anAnchorThatNobodyRepeatsMayGo() {
        assertThat(remove("a: &a\n  conn_type: x\nb: http://h\n", "a")).isEqualTo("b: http://h\n");
    }

    @Test
    void aFileThatIsNotInOrderIsNotEdited() {
        assertThatThrownBy(() -> add("a: 5\n", NEW))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("c.yaml:1:4: a: must be fields or a URI, was 5."
                        + " Write its fields below it, or its URI in quotes.");
        assertThatThrownBy(() -> remove("a: [\n", "a")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void wrongNamesAreProblems() {
        assertThatThrownBy(() -> add(FILE, "two: {conn_type: x}"))
                .hasMessage("c.yaml: two: is there already. Choose another conn_id, or update this one.");
        assertThatThrownBy(() -> replace(FILE, "four: {conn_type: x}"))
                .hasMessage("c.yaml: four: is not in this file. Check the conn_id.");
        assertThatThrownBy(() -> remove(FILE, "four"))
                .hasMessage("c.yaml: four: is not in this file. Check the conn_id.");
        assertThatThrownBy(() -> add(FILE, "../x: {conn_type: x}"))
                .hasMessage("c.yaml: the conn_id '../x' must not be or hold '..', which is a way through folders."
                        + " Choose another.");
        assertThatThrownBy(() -> ConnectionFileEditor.add("c.txt", "", connection(NEW)))
                .hasMessage("c.txt: is not a file of connections. Name a .yaml, .yml, .json or .env file.");
    }

    @Test
    void odderYamlIsRefusedOrRight() {
        assertThatThrownBy(() -> remove("? a\n: http://h\n? b\n: http://h\n", "a"))
                .hasMessage("c.yaml:1:3: the key 'a' is not the first on its line. Edit the file by hand.");
        assertThat(remove("\"a\": http://h\n'b':\n\n  conn_type: x\n", "b")).isEqualTo("\"a\": http://h\n");
        assertThat(replace("a:\n    conn_type: x\n    host:\n    login: l\n", "a: {conn_type: x, host: h, login: l}"))
                .isEqualTo("a:\n    conn_type: x\n    host: h\n    login: l\n");
        assertThat(replace("a:\n    conn_type: x\n    extra:\n        a: 1\n", "a: {conn_type: x, extra: {a: {b: 2}}}"))
                .isEqualTo("a:\n    conn_type: x\n    extra:\n        a:\n          b: 2\n");
        assertThat(replace("a:\n  - conn_type: x\nb: http://h\n", "a: {conn_type: z}"))
                .isEqualTo("a:\n  conn_type: z\nb: http://h\n");
        assertThat(replace("a:\n  uri: http://h\nb: http://h\n", "a: {conn_type: http, host: i}"))
                .isEqualTo("a:\n  conn_type: http\n  host: i\nb: http://h\n");
        assertThat(replace("a:\n  conn_type: x\n  extra: '{\"b\": 1}'\n", "a: {conn_type: x, extra: {b: 2}}"))
                .isEqualTo("a:\n  conn_type: x\n  extra:\n    b: 2\n");
        assertThat(replace("a:\n  conn_type: x\n  extra_dejson:\n    b: 1\n", "a: {conn_type: x, extra: {b: 2}}"))
                .isEqualTo("a:\n  conn_type: x\n  extra:\n    b: 2\n");
        assertThat(replace("a:\n  conn_type: x\n  extra: {hosts: [1]}\n  # c\nb: http://h\n", "a: {conn_type: x}"))
                .isEqualTo("a:\n  conn_type: x\n  # c\nb: http://h\n");
    }

    @Test
    void jsonIsEditedInItsOwnStyle() {
        String text = "{\n  \"a\" : \"http://h\",\n  \"b\": {\"conn_type\":\"x\"}\n}";
        ConnectionDefinition added = connection("c: {conn_type: y, extra: {k: [1]}}");
        assertThat(ConnectionFileEditor.add("c.json", text, added))
                .isEqualTo(
                        """
                {
                  "a" : "http://h",
                  "b": {"conn_type":"x"},
                  "c": {
                    "conn_type": "y",
                    "extra": {
                      "k": [
                        1
                      ]
                    }
                  }
                }""");
        assertThat(ConnectionFileEditor.replace("c.json", text, connection("a: {conn_type: z}")))
                .isEqualTo("{\n  \"a\" : {\n    \"conn_type\": \"z\"\n  },\n  \"b\": {\"conn_type\":\"x\"}\n}");
        assertThat(ConnectionFileEditor.remove("c.json", text, "a")).isEqualTo("{\n  \"b\": {\"conn_type\":\"x\"}\n}");
        assertThat(ConnectionFileEditor.remove("c.json", text, "b")).isEqualTo("{\n  \"a\" : \"http://h\"\n}");
        assertThat(ConnectionFileEditor.add("c.json", "", connection("a: {conn_type: z}")))
                .isEqualTo("{\n  \"a\": {\n    \"conn_type\": \"z\"\n  }\n}\n");
        assertThat(ConnectionFileEditor.add("c.json", "{\"a\":\"http://h\"}", connection("b: {conn_type: z}")))
                .isEqualTo("{\"a\":\"http://h\", \"b\": {\"conn_type\": \"z\"}}");
    }

    @Test
    void envLinesAreEditedOneByOne() {
        String text = "# mine\nA = http://h\r\n\nB={\"conn_type\": \"x\"}\nC=http://h";
        assertThat(ConnectionFileEditor.add("c.env", text, connection("D: {conn_type: y, host: h}")))
                .isEqualTo(text + "\r\nD={\"conn_type\": \"y\", \"host\": \"h\"}\r\n");
        assertThat(ConnectionFileEditor.replace("c.env", text, connection("A: {conn_type: http, host: i}")))
                .isEqualTo(text.replace("A = http://h", "A =http://i"));
        assertThat(ConnectionFileEditor.replace(
                        "c.env", text, connection("A: {conn_type: http, host: i, port: '{{env:P}}', description: d}")))
                .isEqualTo(
                        text.replace(
                                "A = http://h",
                                "A ={\"conn_type\": \"http\", \"description\": \"d\", \"host\": \"i\", \"port\": \"{{env:P}}\"}"));
        assertThat(ConnectionFileEditor.replace("c.env", text, connection("B: {conn_type: y}")))
                .isEqualTo(text.replace("\"x\"", "\"y\""));
        assertThat(ConnectionFileEditor.remove("c.env", text, "A")).isEqualTo(text.replace("A = http://h\r\n", ""));
        assertThat(ConnectionFileEditor.remove("c.env", text, "C")).isEqualTo(text.replace("C=http://h", ""));
    }

    @Test
    void aNewFileIsReadableByItsOwnerOnly() throws Exception {
        Path file = folder.resolve("new.yaml");
        ConnectionFileEditor.add(file, connection(NEW));
        assertThat(file).content().isEqualTo(NEW_LINES);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(listed()).containsExactly("new.yaml");
    }

    private String[] listed() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toArray(String[]::new);
        }
    }

    @Test
    void aFileKeepsItsPermissionsItsMarkAndItsLink() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real")).resolve("c.yaml");
        Files.writeString(real, "\uFEFFa: http://h\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("c.yaml"), Path.of("real/c.yaml"));
        ConnectionFileEditor.add(link, connection("b: {conn_type: x}"));
        assertThat(link).isSymbolicLink();
        assertThat(real).content().isEqualTo("\uFEFFa: http://h\nb:\n  conn_type: x\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        ConnectionFileEditor.replace(link, connection("b: {conn_type: z}"));
        ConnectionFileEditor.remove(link, "a");
        assertThat(real).content().isEqualTo("\uFEFFb:\n  conn_type: z\n");
        assertThat(listed()).containsExactly("c.yaml", "real");
    }

    @Test
    void aRefusedEditLeavesTheFileAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("c.yaml"), SHARED);
        assertThatThrownBy(() -> ConnectionFileEditor.remove(file, "base")).isInstanceOf(ConfigurationException.class);
        assertThat(file).content().isEqualTo(SHARED);
        assertThat(listed()).containsExactly("c.yaml");
    }

    @Test
    void aFolderThatIsNotThereIsAProblem() {
        Path file = folder.resolve("missing/c.yaml");
        assertThatThrownBy(() -> ConnectionFileEditor.add(file, connection(NEW)))
                .hasMessageStartingWith(file + ": cannot be written: ")
                .hasMessageEndingWith(". Check the folder and its permissions.");
    }

    private static final List<String> STYLES = List.of(
            "%s:\n  conn_type: x\n  host: 'h'   # c\n",
            "# above\n%s: http://h/%%20 # c\n",
            "\n%s: {conn_type: x, extra: {a: [1, 'b']}}\n\n",
            "\"%s\":\n\n    conn_type: \"x\"\n    # c\n    extra:\n        key: |\n            one\n\n            two\n\n        b: >-\n            c\n            d\n\n",
            "%s:\n  - conn_type: x # c\n    login: y\n  # c\n",
            "%s:\n- http://h\n",
            "%s:\n  uri: \"http://h\"\n  description: |\n    long\n      text\n# below\n",
            "%s: # c\n  {conn_type: x,\n   host: h} # c\n",
            "%s: &%s\n  conn_type: x\n  extra: {}\n");

    @Test
    void whateverTheStylesTheOtherConnectionsStayAsTheyAre() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> chunks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                chunks.add(STYLES.get(random.nextInt(STYLES.size()))
                        .replace("%s", "c" + i)
                        .replace("%%", "%"));
            }
            String lineBreak = random.nextBoolean() ? "\n" : "\r\n";
            String text = String.join("", chunks).replace("\n", lineBreak);
            int chosen = random.nextInt(4);
            String changed = "c" + chosen + ": {conn_type: x, host: 'h', password: p, extra: {k: {l: m}}}";
            String edited = random.nextBoolean() ? remove(text, "c" + chosen) : replace(text, changed);
            for (int i = 0; i < 4; i++) {
                String own = chunks.get(i).strip().replace("\n", lineBreak);
                if (i != chosen) {
                    assertThat(edited).contains(own);
                }
            }
            assertThat(add(text, NEW)).startsWith(text);
        }
    }
}
