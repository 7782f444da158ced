package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wadi.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of other programs, read back as export writes them. */
class ConnectionImportTest {

    private final Path folder;

    ConnectionImportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private ConnectionFile read(String name, @Nullable ConnectionFormat format, @Nullable String connId, String text)
            throws IOException {
        return new ConnectionImport(Files.writeString(folder.resolve(name), text), format, connId).read();
    }

    private ConnectionFile read(String name, String text) throws IOException {
        return read(name, null, null, text);
    }

    private List<String> problems(ConnectionFile file) {
        return file.problems().stream()
                .map(Problem::toString)
                .map(text -> text.replace(folder + "/", ""))
                .toList();
    }

    private List<String> problems(String name, String text) throws IOException {
        ConnectionFile file = read(name, text);
        assertThat(file.definitions()).isEmpty();
        return problems(file);
    }

    private static List<ConnectionDefinition> yaml(String text) {
        return ConnectionFiles.read("c.yaml", text).definitions();
    }

    private static void same(List<ConnectionDefinition> read, List<ConnectionDefinition> written) {
        assertThat(ConnectionWriter.yaml(read)).isEqualTo(ConnectionWriter.yaml(written));
    }

    private static final String ALL_FORMS =
            """
            my_pg: {conn_type: postgres, host: db, port: 5432, login: app, password: 'p%ss;w#rd@/=:', schema: sales, extra: {sslmode: require, options: "-c search_path='a\\\\b'"}}
            my_mysql: {conn_type: mysql, host: h, login: u, extra: {charset: utf8mb4, ssl: {ca: /ca.pem}, ssl_mode: VERIFY_IDENTITY}}
            lite: {conn_type: sqlite, host: /tmp/x.db}
            lite_ro: {conn_type: sqlite, host: /tmp/y.db, extra: {mode: ro}}
            pond: {conn_type: duckdb, host: /data/marts.duckdb}
            v6: {conn_type: mssql, host: '::1', port: 1433, login: sa, password: '  %(x)s'}
            """;

    @ParameterizedTest
    @EnumSource(
            value = ConnectionFormat.class,
            names = {"YAML", "JSON", "ENV", "ENV_JSON"})
    void whatIsExportedIsImportedAsItWas(ConnectionFormat format) throws IOException {
        List<ConnectionDefinition> written = yaml(ALL_FORMS);
        Function<List<ConnectionDefinition>, String> writer =
                switch (format) {
                    case YAML -> ConnectionWriter::yaml;
                    case JSON -> ConnectionWriter::json;
                    case ENV -> ConnectionWriter::envUris;
                    default -> ConnectionWriter::envJson;
                };
        ConnectionFile file = read("x", format, null, writer.apply(written));
        assertThat(problems(file)).isEmpty();
        same(file.definitions(), written);
    }

    @Test
    void aFileOfJupySqlIsImportedAsItWasExported() throws IOException {
        List<ConnectionDefinition> written = yaml(ALL_FORMS.replace("'  %(x)s'", "'%(x)s'"));
        ConnectionFile file = read("connections.ini", ConnectionWriter.jupysql(written));
        assertThat(problems(file)).isEmpty();
        same(file.definitions(), written);
    }

    @Test
    void aUriIsImportedAsItWasExported() throws IOException {
        List<ConnectionDefinition> written = yaml(ALL_FORMS);
        for (ConnectionDefinition one : written) {
            ConnectionFile file = read("one.uri", null, one.connId(), ConnectionWriter.uri(one) + "\n");
            assertThat(problems(file)).isEmpty();
            same(file.definitions(), List.of(one));
        }
    }

    @Test
    void urisHaveTheirConnIdsOrGivenOnes() throws IOException {
        String text =
                """
                # what Airflow exports
                my_pg=postgres://app:pw@db/sales?sslmode=require

                http://h?a=b
                smtp://m
                """;
        assertThat(read("x.txt", ConnectionFormat.URI, "mine", text).definitions())
                .extracting(ConnectionDefinition::connId, ConnectionDefinition::connType)
                .containsExactly(tuple("my_pg", "postgres"), tuple("mine", "http"), tuple("mine_2", "smtp"));
        assertThat(problems("x.uri", text))
                .containsExactly(
                        "x.uri:4:1: a URI without a conn_id. Write conn_id= before it, or name it by --conn-id.",
                        "x.uri:5:1: a URI without a conn_id. Write conn_id= before it, or name it by --conn-id.");
    }

    @Test
    void packageIndexesAreImportedAsTheyWereExported() throws IOException {
        List<ConnectionDefinition> written = yaml(
                """
                mine: {conn_type: package_index, host: 'https://pkgs.example.com/simple', login: a@b, password: 'p/w:?#%'}
                mine_2: {conn_type: package_index, host: 'https://two.example.com:8443/simple/'}
                mine_3: {conn_type: package_index, host: 'https://three.example.com/', login: token}
                """);
        ConnectionFile file = read("pip.conf", null, "mine", ConnectionWriter.pip(written));
        assertThat(problems(file)).isEmpty();
        same(file.definitions(), written);
    }

    @Test
    void pipsOptionsAreReadWhereverTheyStand() throws IOException {
        String lines =
                """
                # requirements
                --extra-index-url=https://u:p%40w@two.example.com/simple  # ours
                -i https://one.example.com/simple
                requests[socks]==2.32 ; python_version < "3.13"
                --trusted-host two.example.com
                """;
        String sections =
                """
                [global]
                timeout = 60
                index_url = https://one.example.com/simple
                [install]
                extra-index-url: https://u:p%40w@two.example.com/simple
                    # ours
                    https://one.example.com/simple
                """;
        String yaml =
                """
                package_index_default:
                  conn_type: package_index
                  host: "https://one.example.com/simple"
                package_index_default_2:
                  conn_type: package_index
                  host: "https://two.example.com/simple"
                  login: u
                  password: p@w
                """;
        assertThat(ConnectionWriter.yaml(read("requirements.txt", lines).definitions()))
                .isEqualTo(yaml);
        assertThat(ConnectionWriter.yaml(
                        read("x", ConnectionFormat.PIP, null, sections).definitions()))
                .isEqualTo(yaml);
        assertThat(problems("pip.ini", "[global]\ntimeout = 60\n"))
                .containsExactly(
                        "pip.ini: warning: names no package index. Write index-url or extra-index-url into it.");
    }

    @Test
    void whatCannotBeReadFromPipIsSaidWithoutItsPassword() throws IOException {
        assertThat(
                        problems(
                                "requirements.txt",
                                """
                        -i https://u:${TOKEN}@one.example.com/simple
                        --extra-index-url https://:geheim@two.example.com/simple
                        --extra-index-url u:geheim@three.example.com
                        --index-url
                        """))
                .containsExactly(
                        "requirements.txt:1:1: takes ${TOKEN} from the environment of pip. Write its value, and"
                                + " {{env:TOKEN}} into the connection afterwards.",
                        "requirements.txt:2:1: has a password without a login, which a connection does not send. Write a"
                                + " login before the password.",
                        "requirements.txt:3:1: is not the URL of an index. Write it with its https://, such as"
                                + " https://example.com/simple.",
                        "requirements.txt:4:1: an option without one URL. Write --index-url and the URL of the index.");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql+psycopg://u:p%40w@[::1]:5432/d?sslmode=require, postgres://u:p%40w@[::1]:5432/d?sslmode=require",
        "mysql+mysqldb://u@h/d?charset=utf8mb4, mysql://u@h/d?charset=utf8mb4",
        "sqlite:////tmp/x.db, sqlite://%2Ftmp%2Fx.db",
        "sqlite:///x.db, sqlite://x.db",
        "duckdb:///:memory:, duckdb://%3Amemory%3A"
    })
    void aSectionOfJupySqlMayHaveAUrl(String url, String uri) throws IOException {
        ConnectionFile file = read("connections.ini", "[c]\nurl = " + url.replace("%", "%%") + "\n");
        assertThat(problems(file)).isEmpty();
        assertThat(ConnectionWriter.uri(file.definitions().get(0))).isEqualTo(uri);
    }

    @Test
    void defaultsOfJupySqlCountInAllSections() throws IOException {
        ConnectionFile file = read(
                "connections.ini",
                """
                ; shared
                [DEFAULT]
                drivername = postgresql
                host = db

                [a]
                Database = sales
                [b]
                host: other
                query = {"sslmode": 'require', 'connect_timeout': 10,
                    'x\\x41\\'': True}
                """);
        assertThat(problems(file)).isEmpty();
        assertThat(ConnectionWriter.envUris(file.definitions()))
                .isEqualTo(
                        """
                        a=postgres://db/sales
                        b=postgres://other/?sslmode=require&connect_timeout=10&xA%27=true
                        """);
    }

    @Test
    void everythingThatIsWrongInAFileOfJupySqlIsSaid() throws IOException {
        assertThat(
                        problems(
                                "connections.ini",
                                """
                        drivername = sqlite
                        [a]
                        drivername = snowflake
                        [b]
                        drivername = postgresql
                        password = 50%geheim
                        user = u
                        [c]
                        drivername = mysql
                        query = {'a': open('x')}
                        [d]
                        drivername = mysql
                        port = 99999
                        host = a
                        host = b
                        [a]
                        nothing
                        [e]
                        url = geheim
                        [f]
                        host = h
                        """))
                .containsExactly(
                        "connections.ini:1:1: stands before the first section. Write [a name] above it.",
                        "connections.ini:3:1: a.drivername: no connection type for 'snowflake'. Write one of postgresql,"
                                + " mysql, mariadb, sqlite, duckdb, mssql, oracle.",
                        "connections.ini:6:1: b.password: holds a % that stands alone, which Python's ConfigParser refuses"
                                + " or replaces. Write %% for %.",
                        "connections.ini:7:1: b.user: unknown key. A section has drivername, username, password, host,"
                                + " port, database, query, or url alone.",
                        "connections.ini:10:1: c.query: is not a dict of Python with text, numbers, True and False. Write"
                                + " it as {'key': 'value'}.",
                        "connections.ini:13:1: d.port: must be a number from 0 to 65535. Change it, or remove it.",
                        "connections.ini:15:1: d.host: is there twice, first on line 14. Remove one of the two.",
                        "connections.ini:16:1: the section 'a' is there twice, first on line 2. Remove one of the two.",
                        "connections.ini:17:1: a: a line without =. Write key = value, or # before a comment.",
                        "connections.ini:19:1: e.url: is not a URL of SQLAlchemy. Write it as"
                                + " dialect://username:password@host:port/database.",
                        "connections.ini:20:1: f.drivername: is missing. Write one of postgresql, mysql, mariadb, sqlite,"
                                + " duckdb, mssql, oracle.");
    }

    @Test
    void aNameThatTellsNothingNeedsAFormat() throws IOException {
        assertThat(problems("connections.txt", "a=http://h\n"))
                .containsExactly("connections.txt: its name does not tell what it holds. Name its form by --format.");
        assertThat(problems("connections.conf", ""))
                .containsExactly("connections.conf: its name does not tell what it holds. Name its form by --format.");
    }
}
