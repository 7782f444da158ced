package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    private static final String KEY = Fernet.newKey();

    private final Path folder;

    PlaceholdersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Placeholders placeholders() {
        return new Placeholders(
                Map.of(
                        "PW",
                        "s3cret",
                        "NESTED",
                        "{{env:PW}}",
                        "EMPTY",
                        "",
                        "MY_NAME",
                        "upper",
                        "TOKEN",
                        new Fernet(KEY).encrypt("x")),
                List.of(folder.resolve("secrets"), folder.resolve("more")),
                new Fernet(KEY),
                Map.of("aws", name -> name.equals("db#password") ? "vaulted" : null));
    }

    private String resolve(String text) throws UnresolvedException {
        return placeholders().resolve(text);
    }

    private String problem(String text) {
        UnresolvedException thrown = catchThrowableOfType(UnresolvedException.class, () -> resolve(text));
        return thrown == null ? "none" : thrown.what() + ". " + thrown.fix() + ".";
    }

    @Test
    void aVariableIsResolvedAloneAndInsideText() throws Exception {
        assertThat(resolve("{{env:PW}}")).isEqualTo("s3cret");
        assertThat(resolve("abc{{env:PW}}def{{env:PW}}")).isEqualTo("abcs3cretdefs3cret");
        assertThat(resolve("{{env:my-name}} {{env:my.name}}")).isEqualTo("upper upper");
        assertThat(resolve("{{env:EMPTY}}")).isEmpty();
    }

    @Test
    void aDefaultStandsInForAMissingVariable() throws Exception {
        assertThat(resolve("{{env:NOPE:5432}}")).isEqualTo("5432");
        assertThat(resolve("{{env:NOPE:http://x}}")).isEqualTo("http://x");
        assertThat(resolve("{{env:PW:other}}")).isEqualTo("s3cret");
    }

    @Test
    void whatAPlaceholderGivesIsNotResolvedAgain() throws Exception {
        assertThat(resolve("{{env:NESTED}}")).isEqualTo("{{env:PW}}");
        assertThat(resolve("{{env:TOKEN}}")).startsWith("gAAAA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{",
                "a{{b}}c",
                "{{PW}}",
                "{{nope:PW}}",
                "{{bean:x}}",
                "{{ env:PW }}",
                "{{env:}}",
                "{env:PW}",
                "{{ENV:PW}}",
                "{{conn:x}}",
                "#bean:x",
                "${env:PW}",
                "{{env:PW",
                "{{?env:PW}}"
            })
    void anythingElseIsText(String text) throws Exception {
        assertThat(resolve(text)).isEqualTo(text);
        assertThat(Placeholders.containsPlaceholder(text)).isFalse();
    }

    @Test
    void bracesAroundAPlaceholderAreText() throws Exception {
        assertThat(resolve("{{{env:PW}}}")).isEqualTo("{s3cret}");
        assertThat(Placeholders.containsPlaceholder("x{{env:PW}}")).isTrue();
        assertThat(Placeholders.isPlaceholder("x{{env:PW}}")).isFalse();
        assertThat(Placeholders.isPlaceholder("{{env:PW}}")).isTrue();
    }

    @Test
    void aSystemPropertyIsResolved() throws Exception {
        assertThat(resolve("{{sys:java.version}}")).isEqualTo(System.getProperty("java.version"));
        assertThat(problem("{{sys:no.such.property}}"))
                .isEqualTo("the system property 'no.such.property' is not set. Start with -Dno.such.property=….");
    }

    @Test
    void aMissingVariableIsNamed() {
        assertThat(problem("{{env:PW}}{{env:NOPE}}"))
                .isEqualTo("the environment variable 'NOPE' is not set. Set it before the start.");
    }

    @Test
    void aVaultIsAskedByItsName() throws Exception {
        assertThat(resolve("{{aws:db#password}}")).isEqualTo("vaulted");
        assertThat(problem("{{aws:other:default}}")).isEqualTo("the 'aws' vault has no 'other'. Check the name.");
        assertThat(problem("{{hashicorp:x}}"))
                .isEqualTo(
                        "there is no 'hashicorp' vault here. Put Camel's component for it into plugins/, or use env or file.");
    }

    @Test
    void aTokenIsDecrypted() throws Exception {
        assertThat(resolve(new Fernet(KEY).encrypt("pässword {{env:PW}}"))).isEqualTo("pässword {{env:PW}}");
        assertThat(problem(new Fernet(Fernet.newKey()).encrypt("x")))
                .isEqualTo("the value is encrypted with none of the keys that are set."
                        + " Add its key to WADI_FERNET_KEY, after a comma.");
        UnresolvedException noKey = catchThrowableOfType(
                UnresolvedException.class, () -> Placeholders.of(Map.of()).resolve(new Fernet(KEY).encrypt("x")));
        assertThat(noKey).hasMessage("the value is encrypted and there is no key");
        assertThat(noKey.fix()).isEqualTo("Set WADI_FERNET_KEY to the key it was encrypted with");
    }

    @Test
    void aSecretFileIsReadWithoutItsLastLineBreak() throws Exception {
        secret("pw", "s3cret\n");
        secret("windows", "s3cret\r\n");
        secret("two", "a\n\n");
        secret("below/pw", " x ");
        assertThat(resolve("{{file:pw}}")).isEqualTo("s3cret");
        assertThat(resolve("{{file:" + folder + "/secrets/pw}}")).isEqualTo("s3cret");
        assertThat(resolve("{{file:windows}}")).isEqualTo("s3cret");
        assertThat(resolve("{{file:two}}")).isEqualTo("a\n");
        assertThat(resolve("{{file:below/pw}}")).isEqualTo(" x ");
    }

    @Test
    void aSecretFileIsFoundInAnyOfTheFolders() throws Exception {
        Files.createDirectories(folder.resolve("more"));
        Files.writeString(folder.resolve("more/pw"), "more");
        assertThat(resolve("{{file:pw}}")).isEqualTo("more");
    }

    @Test
    void aLinkInsideTheFolderIsFollowedAsKubernetesMountsSecrets() throws Exception {
        secret("..data/pw", "mounted");
        Files.createSymbolicLink(folder.resolve("secrets/pw"), Path.of("..data/pw"));
        assertThat(resolve("{{file:pw}}")).isEqualTo("mounted");
    }

    @Test
    void nothingOutsideTheFoldersIsRead() throws Exception {
        secret("pw", "x");
        Path outside = Files.writeString(folder.resolve("outside"), "x");
        Files.createDirectories(folder.resolve("secrets-too"));
        Files.writeString(folder.resolve("secrets-too/pw"), "x");
        Files.createSymbolicLink(folder.resolve("secrets/link"), outside);
        for (String name : List.of("../outside", outside.toString(), "link", "../secrets-too/pw", "/etc/passwd")) {
            assertThat(problem("{{file:" + name + "}}"))
                    .isEqualTo("the file '" + name + "' is not below an allowed folder."
                            + " Put it below a folder that wadi.secrets names.");
        }
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws Exception {
        secret("below/pw", "x");
        assertThat(problem("{{file:nope}}"))
                .isEqualTo("there is no file 'nope'. Put it below " + folder.resolve("secrets") + " or "
                        + folder.resolve("more") + ".");
        assertThat(problem("{{file:below}}"))
                .isEqualTo("'below' is not a regular file. Name a file that holds the secret and nothing else.");
        UnresolvedException noFolders = catchThrowableOfType(
                UnresolvedException.class, () -> Placeholders.of(Map.of()).resolve("{{file:/etc/passwd}}"));
        assertThat(noFolders).hasMessage("the file '/etc/passwd' may not be read, since no folder is allowed");
    }

    @Test
    @Timeout(20)
    void aPipeIsNotWaitedFor() throws Exception {
        secret("pw", "x");
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("secrets/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(problem("{{file:pipe}}"))
                .isEqualTo("'pipe' is not a regular file. Name a file that holds the secret and nothing else.");
    }

    private void secret(String name, String content) throws Exception {
        Path file = folder.resolve("secrets").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
