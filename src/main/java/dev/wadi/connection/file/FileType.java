package dev.wadi.connection.file;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A folder of this machine; Airflow's {@code fs}. */
public final class FileType implements ConnectionType<FileSettings> {

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("fs");
    }

    @Override
    public String title() {
        return "Folder";
    }

    @Override
    public Class<FileSettings> settings() {
        return FileSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.value(Path.class));
    }

    @Override
    public void check(FileSettings settings, SettingProblems problems) {
        String folder = settings.folder();
        if (folder.isBlank()) {
            problems.problem("extra.path", "is missing", "Set it to the folder, for example /data/incoming");
            return;
        }
        if (settings.path() != null
                && settings.host() != null
                && !settings.path().equals(settings.host())) {
            problems.problem(
                    "extra.path",
                    "says '" + settings.path() + "' and host says '" + settings.host() + "'",
                    "Remove one of them");
        }
        if (folder.indexOf('\0') >= 0) {
            problems.problem("extra.path", "must not hold the character NUL", "Change it");
        }
        if (settings.create() && settings.mode() == Mode.READ) {
            problems.problem("extra.create", "is true and mode is read", "Remove one of them");
        }
    }

    @Override
    public OpenConnection open(FileSettings settings, ConnectionContext context) {
        Path folder = Path.of(settings.folder()).toAbsolutePath().normalize();
        if (settings.create()) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new ConnectionException(context.connId(), "cannot make the folder " + folder, e);
            }
        }
        return new Folder(context.connId(), folder, settings.mode());
    }
}
