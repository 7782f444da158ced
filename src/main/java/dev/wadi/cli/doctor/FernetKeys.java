package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.config.ConfigurationException;
import dev.wadi.connection.EncryptedValues;
import dev.wadi.connection.Fernet;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which of the Fernet keys the encrypted values need. What none of them decrypts is a problem of its file.
 */
final class FernetKeys {

    private static final String WHERE = "wadi.fernet.key";

    private final Settings settings;
    private final Findings findings = new Findings(Topic.KEYS);

    FernetKeys(Settings settings) {
        this.settings = settings;
    }

    /** @param workspace empty when it cannot be read */
    List<Finding> examine(Optional<Workspace> workspace) {
        String keys = settings.fernetKey();
        List<EncryptedValues.Value> values = workspace.map(FernetKeys::values).orElse(List.of());
        if (keys != null) {
            examine(keys.split(",", -1), values);
        } else if (values.isEmpty() && workspace.isPresent()) {
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
