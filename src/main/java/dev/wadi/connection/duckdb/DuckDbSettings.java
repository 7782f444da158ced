package dev.wadi.connection.duckdb;

import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.Field;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code duckdb} may say; extras have DuckDB's own names. */
@Refuses(fields = Field.PORT, because = "would become a part of the path; a file has no port")
@Refuses(
        keys = {
            "allow_unsigned_extensions", "allow_community_extensions", "custom_extension_repository",
            "autoinstall_extension_repository", "extension_directory", "extension_directories",
            "autoinstall_known_extensions", "autoload_known_extensions"
        },
        because = "would load code that the file names")
@Refuses(
        keys = {"allowed_directories", "allowed_paths", "secret_directory", "home_directory", "lock_configuration"},
        because = "would open files that are closed otherwise",
        instead = "Remove it, or set allow_external_access to true")
@Refuses(
        keys = {"motherduck_token", "saas_mode"},
        because = "is for MotherDuck, whose extension would have to be downloaded")
record DuckDbSettings(
        @Setting(
                        field = Field.HOST,
                        label = "File",
                        description =
                                "Path of the database. Without it, or with :memory:, the database is in memory and empty at each"
                                        + " start. A file that does not exist is created by the first statement.",
                        example = "/data/marts.duckdb")
                @Nullable
                String host,
        @Setting(
                        field = Field.SCHEMA,
                        label = "Rest of the path",
                        description =
                                "What follows the first part of the path in the URI form; leave it empty elsewhere.")
                @Nullable
                String schema,
        @Setting(
                        description = "Whether the file is only read; several processes may then have it open.",
                        defaultValue = "automatic")
                AccessMode accessMode,
        @Setting(description = "How many threads a query may use; as many as there are processors without it.", min = 1)
                @Nullable
                Integer threads,
        @Setting(description = "How much memory queries may use before they spill to disk.", example = "2GB") @Nullable
                String memoryLimit,
        @Setting(description = "The folder for what does not fit into memory; beside the file without it.") @Nullable
                String tempDirectory,
        @Setting(description = "How much may be spilled there.", example = "50GB") @Nullable
                String maxTempDirectorySize,
        @Setting(
                        key = "timezone",
                        aliases = "TimeZone",
                        description = "The time zone of timestamps with time zone.",
                        example = "Europe/Vienna")
                @Nullable
                String timeZone,
        @Setting(
                        aliases = "enable_external_access",
                        description =
                                "Whether SQL may read and write files, ATTACH databases, and use the network and extensions. When"
                                        + " it may not, it cannot change DuckDB's settings either.",
                        defaultValue = "false")
                boolean allowExternalAccess,
        @Setting(field = Field.WADI, key = "pool", description = "The pool of connections, which are cheap here.")
                @Nullable
                PoolSettings pool) {}
