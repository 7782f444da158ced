package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.Field;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code sqlite} may say; extras are the parameters of SQLite's URIs. */
@Refuses(fields = Field.PORT, because = "would become a part of the path; a file has no port")
@Refuses(
        fields = {Field.LOGIN, Field.PASSWORD},
        because = "has no meaning for a file without encryption")
@Refuses(
        keys = {"enable_load_extension", "load_extension"},
        because = "would load code that the file names")
@Refuses(
        keys = {"temp_store_directory", "password", "key", "hexkey", "textkey"},
        because = "is not something that a connection may set")
record SqliteSettings(
        @Setting(
                        field = Field.HOST,
                        label = "File",
                        description =
                                "Path of the database, :memory:, or file:<path>?<parameters>. A relative path begins where the"
                                        + " program was started.",
                        example = "/data/orders.db")
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
                        description =
                                "ro reads only, rw also writes, rwc also creates the file, memory keeps it in memory. Without it,"
                                        + " rwc.")
                @Nullable
                OpenMode mode,
        @Setting(description = "Whether the pool's connections share a cache: shared or private.") @Nullable
                CacheMode cache,
        @Setting(description = "Whether nobody writes the file, so that it needs no locks.") @Nullable
                Boolean immutable,
        @Setting(description = "Whether the file is not locked; for file systems that cannot.") @Nullable
                Boolean nolock,
        @Setting(description = "Whether writing cannot damage what stands beside in the same sector.") @Nullable
                Boolean psow,
        @Setting(description = "The name of SQLite's file layer, such as unix-dotfile.") @Nullable String vfs,
        @Setting(
                        field = Field.WADI,
                        key = "busy_timeout",
                        description = "How long a statement waits for another writer, in seconds.",
                        defaultValue = "5")
                Duration busyTimeout,
        @Setting(
                        field = Field.WADI,
                        key = "allow_attach",
                        description = "Whether SQL may ATTACH other files, which VACUUM needs as well.",
                        defaultValue = "false")
                boolean allowAttach,
        @Setting(
                        field = Field.WADI,
                        key = "pool",
                        description = "The pool of connections: 4 at most when it does not say.")
                @Nullable
                PoolSettings pool) {}
