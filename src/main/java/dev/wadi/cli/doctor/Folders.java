package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.engine.Settings;
import dev.wadi.engine.StateLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;

/** Whether the folders are there, can be read and written, and have room. */
final class Folders {

    private static final Path RUN_SECRETS = Path.of("/run/secrets");

    private final Settings settings;
    private final boolean isNew;
    private final Findings findings = new Findings(Topic.FOLDERS);

    /** @param isNew whether nothing is set up yet, so that nothing is missed */
    Folders(Settings settings, boolean isNew) {
        this.settings = settings;
        this.isNew = isNew;
    }

    List<Finding> examine() {
        readable(settings.connections(), "connections are defined by variables alone", "wadi connections add");
        readable(settings.routes(), "nothing is to be run", "mkdir " + Paths.shell(settings.routes()));
        if (Files.exists(settings.plugins())) {
            readable(settings.plugins(), "", "");
        }
        for (Path secrets : settings.secrets()) {
            if (Files.exists(secrets)) {
                readable(secrets, "", "");
            } else if (!secrets.equals(RUN_SECRETS)) {
                findings.warning(
                        secrets, "wadi.secrets names it, and it is not there", "Make it, or change wadi.secrets");
            }
        }
        if (settings.state() instanceof StateLocation.Folder folder) {
            state(folder.path());
        }
        return findings.found();
    }

    private void readable(Path folder, String absent, String make) {
        if (Files.isDirectory(folder)) {
            count(folder);
        } else if (Files.exists(folder)) {
            findings.problem(folder, "is not a folder", "Name a folder");
        } else if (settings.named().containsKey(folder)) {
            String by = " (" + settings.named().get(folder) + ")";
            findings.problem(folder, "does not exist, and is named" + by, "Run: mkdir -p " + Paths.shell(folder));
        } else if (!isNew) {
            findings.warning(folder, "does not exist, so " + absent, "Run: " + make);
        }
    }

    private void count(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            long files = inside.count();
            findings.ok(folder, files == 0 ? "is empty" : files + (files == 1 ? " entry" : " entries"));
        } catch (IOException e) {
            findings.problem(
                    folder,
                    "cannot be read" + Paths.owners(folder),
                    "Run as root: chown -R " + Paths.user() + " " + Paths.shell(folder));
        }
        boolean shared = Paths.permissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        if (shared && !folder.equals(RUN_SECRETS)) {
            findings.warning(
                    folder, "everybody on this machine may put files into it", "Run: chmod o-w " + Paths.shell(folder));
        }
    }

    private void state(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            findings.problem(folder, there + " is not a folder, so no run can be remembered", "Change wadi.state");
            return;
        }
        boolean isThere = there.equals(folder.toAbsolutePath().normalize());
        try {
            Space space = Space.of(there);
            if (space.isFull()) {
                full(folder, "the disk is full: " + space);
                return;
            }
            String made = isThere ? "can be written, " : "will be made by the first run, ";
            new WriteProbe(there).write();
            if (space.isLittle()) {
                findings.warning(folder, "there is little room: " + space, WriteProbe.MAKE_ROOM);
            } else {
                findings.ok(folder, made + space);
            }
        } catch (IOException e) {
            notWritten(folder, there, e);
        }
    }

    private void notWritten(Path folder, Path there, IOException failure) {
        if (WriteProbe.isFull(failure)) {
            full(folder, "no file can be made: the disk has no room or no inodes left");
            return;
        }
        String fix = WriteProbe.isReadOnly(failure)
                ? "Mount it so that it can be written, or set wadi.state to a folder that can"
                : "Run as root: chown -R " + Paths.user() + " " + Paths.shell(there);
        findings.problem(
                folder,
                "cannot be written (" + Paths.reason(failure) + ")" + Paths.owners(there) + "; no pipeline can run",
                fix);
    }

    private void full(Path folder, String what) {
        findings.problem(folder, what + "; no pipeline can run", WriteProbe.MAKE_ROOM);
    }
}
