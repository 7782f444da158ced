package dev.wadi.connection.duckdb;

import dev.wadi.connection.jdbc.FileFields;
import dev.wadi.connection.jdbc.JdbcBeans;
import dev.wadi.connection.jdbc.JdbcDatabase;
import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** DuckDB, embedded in this process. */
public final class DuckDbType implements ConnectionType<DuckDbSettings> {

    private static final Pattern SIZE = Pattern.compile("(?i)[0-9]+(\\.[0-9]+)? *([kmgt]i?)?b|[0-9]{1,2}%");
    private static final Pattern NO_FILE = Pattern.compile("[;?\\x00]|^[A-Za-z_]+:|://");

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public String title() {
        return "DuckDB";
    }

    @Override
    public Class<DuckDbSettings> settings() {
        return DuckDbSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return JdbcBeans.all();
    }

    @Override
    public void check(DuckDbSettings settings, SettingProblems problems) {
        checkFile(settings, problems);
        checkSize("memory_limit", settings.memoryLimit(), problems);
        checkSize("max_temp_directory_size", settings.maxTempDirectorySize(), problems);
        if (settings.timeZone() != null && !ZoneId.getAvailableZoneIds().contains(settings.timeZone())) {
            problems.problem(
                    "extra.timezone",
                    "'" + settings.timeZone() + "' is not a time zone",
                    "Write one such as Europe/Vienna or UTC");
        }
        PoolSettings.check(settings.pool(), problems);
    }

    private static void checkFile(DuckDbSettings settings, SettingProblems problems) {
        String host = settings.host() == null ? "" : settings.host();
        String path = FileFields.path(settings.host(), settings.schema());
        // A prefix would name an extension, and what follows a semicolon would be settings.
        if (!path.equals(FileFields.MEMORY)
                && (path.startsWith(":") || NO_FILE.matcher(path).find())) {
            problems.problem("host", "'" + path + "' is not a file", "Write a path such as /data/marts.duckdb");
        } else if (settings.schema() != null && !host.isEmpty() && !FileFields.isFirstPart(host)) {
            problems.problem("schema", "would become a part of the path " + host, "Remove it");
        } else if (settings.accessMode() == AccessMode.READ_ONLY
                && (path.isEmpty() || path.equals(FileFields.MEMORY))) {
            problems.problem("extra.access_mode", "read_only needs a file", "Set host to the file's path");
        }
    }

    private static void checkSize(String key, @Nullable String size, SettingProblems problems) {
        if (size != null && !SIZE.matcher(size).matches()) {
            problems.problem(
                    "extra." + key, "must be a size such as 2GB or 80%, was '" + size + "'", "Remove the line");
        }
    }

    /** DuckDB refuses to open a file with other options while it is open. */
    @Override
    public boolean excludes(DuckDbSettings inUse, DuckDbSettings next) {
        Optional<Path> file = DuckDbSource.file(inUse);
        return file.isPresent() && file.equals(DuckDbSource.file(next));
    }

    @Override
    public OpenConnection open(DuckDbSettings settings, ConnectionContext context) {
        DuckDbSource source = new DuckDbSource(settings);
        return new DuckDbConnection(
                context,
                new JdbcDatabase(source, source.where(), settings.pool()),
                source.readOnly() ? Optional.empty() : DuckDbSource.file(settings));
    }
}
