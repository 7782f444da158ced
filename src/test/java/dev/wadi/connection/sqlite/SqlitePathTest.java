package dev.wadi.connection.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlitePathTest {

    private static String url(@Nullable String host, @Nullable String schema) {
        SqliteSettings settings = TestingSqliteSettings.of(host, schema, null);
        return SqliteUri.url(SqlitePath.of(host, schema), SqliteUri.parameters(settings))
                .substring("jdbc:sqlite:".length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tmp/x.db            |               | file:/tmp/x.db",
                "''                   | tmp/x.db      | file:/tmp/x.db",
                "''                   | /tmp/x.db     | file:/tmp/x.db",
                "//tmp/x.db           |               | file:/tmp/x.db",
                "rel/x.db             |               | file:rel/x.db",
                "rel                  | x.db          | file:rel/x.db",
                "Rel                  | sub/Db.sqlite | file:Rel/sub/Db.sqlite",
                ":memory:             |               | file::memory:",
                "''                   | :memory:      | file::memory:",
                "                     |               | file:",
                "/tmp/a?b#c%d.db      |               | file:/tmp/a%3fb%23c%25d.db",
                "/tmp/x.db?mode=ro    |               | file:/tmp/x.db%3fmode=ro",
                "file:/tmp/x.db       |               | file:/tmp/x.db",
                "file:///tmp/x.db     |               | file:/tmp/x.db",
                "file://localhost/x.db|               | file:/x.db",
                "file:/tmp/x.db?mode=ro&cache=shared | | file:/tmp/x.db?mode=ro&cache=shared",
                "file:/tmp/a%20b%3F+.db |             | file:/tmp/a b%3f+.db",
                "file::memory:?cache=shared |         | file::memory:?cache=shared",
            })
    void airflowsFieldsNameAFile(@Nullable String host, @Nullable String schema, String url) {
        assertThat(url(host, schema)).isEqualTo(url);
    }

    @Test
    void extrasBecomeParameters() {
        SqliteSettings settings = new SqliteSettings(
                "/x.db",
                null,
                OpenMode.RO,
                CacheMode.SHARED,
                true,
                false,
                true,
                "unix-dotfile",
                java.time.Duration.ZERO,
                false,
                null);
        assertThat(SqliteUri.url(SqlitePath.of("/x.db", null), SqliteUri.parameters(settings)))
                .isEqualTo("jdbc:sqlite:file:/x.db?mode=ro&cache=shared&immutable=1&nolock=0&psow=1&vfs=unix-dotfile");
    }
}
