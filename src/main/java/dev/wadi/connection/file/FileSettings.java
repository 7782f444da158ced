package dev.wadi.connection.file;

import dev.wadi.spi.Field;
import dev.wadi.spi.Setting;
import org.jspecify.annotations.Nullable;

/** What a connection to a folder may say. */
record FileSettings(
        @Setting(field = Field.HOST, label = "Folder", description = "The folder, when path does not say it.") @Nullable
                String host,
        @Setting(
                        description = "The folder; a relative one begins where the process was started.",
                        example = "/data/incoming")
                @Nullable
                String path,
        @Setting(
                        description =
                                "With read nothing in the folder is changed: files stay where they are and each is read"
                                        + " once.",
                        defaultValue = "readwrite")
                Mode mode,
        @Setting(description = "Makes the folder when it does not exist.", defaultValue = "false") boolean create) {

    /** What the file says; empty when it says nothing. */
    String folder() {
        if (path != null) {
            return path;
        }
        return host == null ? "" : host;
    }
}
