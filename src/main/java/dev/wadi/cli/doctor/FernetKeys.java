package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.connection.EncryptedValues;
import dev.wadi.connection.Fernet;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whether the Fernet keys are keys, and which of them the encrypted values need. What none of them decrypts is a problem of its file.
 */
final class FernetKeys {

    /** Where a wrong key is a problem of all commands. */
    static final Place PLACE = Place.of("wadi.fernet.key");

    private static final String WHERE = PLACE.file();

    private final Settings settings;
    private final Findings findings = new Findings(Topic.KEYS);

    FernetKeys(Settings settings) {
        this.settings = settings;
    }

    /** @param workspace empty when it cannot be read */
    List<Finding> examine(Optional<Workspace> workspace) {
        String keys = settings.fernetKey();
        List<EncryptedValues.Value> values = workspace.map(FernetKeys::values).orElse(List.of());
        if (keys != null && isKeys(keys)) {
            examine(keys.split(",", -1), values);
        } else if (keys == null && values.isEmpty() && workspace.isPresent()) {
            findings.ok(WHERE, "none is set, and no value is encrypted");
        }
        return findings.found();
    }

    private static List<EncryptedValues.Value> values(Workspace workspace) {
        try {
            return EncryptedValues.of(workspace.connectionSet());
        } catch (ConfigurationException e) {
            return List.of(); // the files have findings of their own
        }
    }

    private boolean isKeys(String keys) {
        try {
            return new Fernet(keys).decrypt("").isEmpty();
        } catch (IllegalArgumentException e) {
            findings.problem(
                    WHERE,
                    String.valueOf(e.getMessage()) + "; no connection can be opened",
                    "Set WADI_FERNET_KEY to the keys, with commas between them. This makes a new one:"
                            + " head -c 32 /dev/urandom | basenc --base64url");
            return false;
        }
    }

    private void examine(String[] keys, List<EncryptedValues.Value> values) {
        List<EncryptedValues.Value> left = values;
        for (int i = 0; i < keys.length; i++) {
            Fernet key = new Fernet(keys[i].strip());
            List<EncryptedValues.Value> opened =
                    left.stream().filter(value -> value.isOpenedBy(key)).toList();
            left = left.stream().filter(value -> !opened.contains(value)).toList();
            String which = "key " + (i + 1) + " of " + keys.length;
            if (!opened.isEmpty()) {
                findings.ok(WHERE, which + " decrypts " + connections(opened));
            } else if (i > 0) {
                findings.ok(WHERE, which + " decrypts nothing here any more, and can be taken out");
            } else {
                findings.ok(WHERE, which + " is a key; no value is encrypted with it");
            }
        }
    }

    private static String connections(List<EncryptedValues.Value> values) {
        TreeSet<String> names = new TreeSet<>();
        values.forEach(value -> names.add(value.connId()));
        return WrittenFiles.count(values.size(), "value") + " of " + WrittenFiles.names(names);
    }
}
