package dev.wadi.connection.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.engine.TestingWorkspace;
import dev.wadi.engine.Validation;
import dev.wadi.testing.TestingPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in custom connections when files are checked, before anything of a plugin was run. */
class CustomCheckTest {

    private static final String FIT =
            " A custom connection is a public class that implements one of Tappable, Sinkable, StatementRunner,"
                    + " SchemaSource of dev.wadi.spi, or a Camel component.";
    private static final String PUT = "Put its jar, or a folder with its classes, into plugins/ and start again.";

    @TempDir
    private Path home;

    private TestingWorkspace workspace;

    @BeforeEach
    void plugins() {
        workspace = new TestingWorkspace(home);
        TestingPlugins.jar(home.resolve("plugins/audit.jar"), "com/example/audit/AuditTrail.java");
        TestingPlugins.folder(
                home.resolve("plugins/more"),
                "com/example/broken/NotForWadi.java",
                "com/example/broken/TwoConstructors.java",
                "com/example/greeting/GreetingComponent.java",
                "com/example/memory/MemStore.java");
    }

    private List<String> problems() {
        return Validation.of(workspace.workspace()).problems().stream()
                .map(Problem::toString)
                .map(text -> text.replace(home + "/", "").replaceFirst("^(connections|routes)/[^:]*:\\d+:\\d+: ", ""))
                .toList();
    }

    private List<String> problems(String module, String classname, String params) {
        workspace.connections(
                "c.yaml",
                "c: {conn_type: custom, extra: {module: " + module + ", classname: " + classname + ", params: " + params
                        + "}}\n");
        return problems();
    }

    @Test
    void aClassThatIsThereAndTakesItsParamsIsGood() {
        assertThat(problems("com.example.audit", "AuditTrail", "{file: a.jsonl}"))
                .isEmpty();
        assertThat(problems("com.example.memory", "MemStore", "{key: a, limit: 5}"))
                .isEmpty();
        assertThat(problems("com.example.greeting", "GreetingComponent", "{word: Hi}"))
                .isEmpty();
        assertThat(problems("org.apache.camel.component.seda", "SedaComponent", "{queueSize: 5}"))
                .isEmpty();
    }

    @Test
    void aClassThatIsMissingIsFoundByItsNearestName() {
        assertThat(problems("com.example.audit", "AuditTrial", "{}"))
                .containsExactly("c.extra.classname: no plugin has a class 'AuditTrial' in the package"
                        + " 'com.example.audit'. Did you mean 'AuditTrail'? " + PUT);
        assertThat(problems("com.exmaple.audit", "AuditTrail", "{}"))
                .containsExactly("c.extra.module: no plugin has a package 'com.exmaple.audit', and so no 'AuditTrail'"
                        + " in it. Did you mean 'com.example.audit'? " + PUT);
        assertThat(problems("../etc", "Passwd", "{}"))
                .containsExactly("c.extra.classname: '../etc.Passwd' is no name of a Java class. Write its package as"
                        + " module.");
        workspace.connections("c.yaml", "c: {conn_type: custom}\n");
        assertThat(problems())
                .containsExactly(
                        "c.extra.classname: is missing. Set it, for example AuditTrail.",
                        "c.extra.module: is missing. Set it, for example com.example.connectors.");
    }

    @Test
    void onlyClassesForConnectionsAreTakenAndNoCodeOfOthersIsRun() {
        assertThat(problems("com.example.broken", "NotForWadi", "{}"))
                .containsExactly(
                        "c.extra.classname: 'com.example.broken.NotForWadi' is no class for connections." + FIT);
        assertThat(System.getProperty("com.example.broken")).isNull();
        assertThat(problems("java.lang", "Runtime", "{}"))
                .containsExactly("c.extra.classname: 'java.lang.Runtime' is no class for connections." + FIT);
        assertThat(problems("org.apache.camel.component.exec", "ExecComponent", "{}"))
                .hasSize(1);
        assertThat(problems("org.apache.camel.component.bean", "BeanComponent", "{}"))
                .containsExactly("c.extra.classname: 'org.apache.camel.component.bean.BeanComponent' is not for custom"
                        + " connections." + FIT);
        assertThat(problems("dev.wadi.connection.custom", "PluginObject", "{}"))
                .containsExactly("c.extra.classname: 'dev.wadi.connection.custom.PluginObject' is not public." + FIT);
        assertThat(problems("dev.wadi.connection.jdbc", "JdbcConnection", "{}"))
                .allMatch(problem -> problem.contains("JdbcConnection' is"));
        assertThat(problems("com.example.broken", "TwoConstructors", "{}"))
                .containsExactly(
                        "c.extra.classname: 'com.example.broken.TwoConstructors' has 2 public constructors that"
                                + " cannot be called. Give it one public constructor, which takes nothing or one record of"
                                + " settings.");
    }

    @Test
    void paramsAreCheckedAgainstTheRecordOfTheClass() {
        assertThat(problems("com.example.audit", "AuditTrail", "{fiel: a.jsonl}"))
                .containsExactly(
                        "c.extra.params.file: is missing. Set it.",
                        "c.extra.params.fiel: unknown key. Did you mean 'file'? It may hold file.");
        assertThat(problems("com.example.memory", "MemStore", "{limit: many}"))
                .containsExactly("c.extra.params.limit: must be a number, was many. Change it, or remove the line"
                        + " to use 1000.");
        assertThat(problems("com.example.greeting", "GreetingComponent", "{wrod: Hi}"))
                .singleElement()
                .asString()
                .startsWith("c.extra.params.wrod: unknown key. The component takes ")
                .contains("times, word");
    }

    @Test
    void aValueThatIsNotKnownYetDoesNotHideTheRest() {
        assertThat(problems("com.example.memory", "MemStore", "{key: '{{env:NO_SUCH_KEY}}', limt: 3}"))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .isEqualTo("c.extra.params.limt: unknown key. Did you mean 'limit'? It may hold key, limit."));
    }

    private List<String> stage(String stage) {
        workspace.routes("p.yaml", "- {kind: transform, name: a, query: SELECT 1 AS id}\n" + stage + "\n");
        return problems();
    }

    @Test
    void whatAStageDescribesInPlaceIsCheckedToo() {
        String sink = "- {kind: sink, name: log, connection: {kind: CustomConnection, module: com.example.audit, ";
        assertThat(stage(sink + "classname: AuditTrail, params: {file: '<< variables.file >>'}}}"))
                .isEmpty();
        assertThat(stage(sink + "classname: AuditTrial}}"))
                .containsExactly("log.connection.classname: no plugin has a class 'AuditTrial' in the package"
                        + " 'com.example.audit'. Did you mean 'AuditTrail'? " + PUT);
        assertThat(stage(sink + "classname: AuditTrail, params: {fiel: '<< variables.file >>'}}}"))
                .containsExactly(
                        "log.connection.params.fiel: unknown key. Did you mean 'file'? It may hold file.",
                        "log.connection.params.file: is missing. Set it.");
        assertThat(stage(sink.replace("sink", "tap") + "classname: AuditTrail, params: {file: a}}}"))
                .containsExactly("log.connection.classname: 'AuditTrail' cannot be read by a tap. Let it implement"
                        + " dev.wadi.spi.Tappable, or name another class.");
    }

    @Test
    void aPluginThatEverybodyCanChangeIsRefused() throws IOException {
        Files.setPosixFilePermissions(home.resolve("plugins/audit.jar"), PosixFilePermissions.fromString("rw-r--rw-"));
        assertThat(problems("com.example.audit", "AuditTrail", "{file: a}"))
                .containsExactly("c.extra.classname: everybody on this machine can change plugins/audit.jar. Type:"
                        + " chmod o-w plugins/audit.jar.");
    }

    @Test
    void aClassThatIsThereTwiceIsRefused() {
        TestingPlugins.jar(home.resolve("plugins/older.jar"), "com/example/audit/AuditTrail.java");
        assertThat(problems("com.example.audit", "AuditTrail", "{file: a}"))
                .containsExactly(
                        "c.extra.classname: the class 'com.example.audit.AuditTrail' is in plugins/audit.jar and"
                                + " plugins/older.jar. Remove one of them.");
    }
}
