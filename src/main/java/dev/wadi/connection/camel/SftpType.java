package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;

/** Files on a server over SSH. */
public final class SftpType implements ConnectionType<SftpSettings> {

    @Override
    public String name() {
        return "sftp";
    }

    @Override
    public String title() {
        return "SFTP";
    }

    @Override
    public Class<SftpSettings> settings() {
        return SftpSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.value(Component.class));
    }

    @Override
    public void check(SftpSettings settings, SettingProblems problems) {
        Hosts.check(settings.host(), problems);
        if (!settings.checksHostKey()) {
            problems.warning(
                    "extra.no_host_key_check",
                    "the server's key is not checked, so anybody may stand in for it",
                    "Give host_key or known_hosts, or no_host_key_check: false to use ~/.ssh/known_hosts");
        }
        if (settings.keyFile() != null && settings.privateKey() != null) {
            problems.warning("extra.key_file", "is not used, because private_key is given", "Remove one of the two");
        }
        if (settings.password() == null && settings.keyFile() == null && settings.privateKey() == null) {
            problems.problem("password", "is missing, and so is a key", "Give password, key_file or private_key");
        }
        String key = settings.hostKey();
        if (key != null && !SftpKeys.isPublicKey(key)) {
            problems.problem("extra.host_key", "is no public key", "Write it as in known_hosts: ssh-ed25519 AAAA…");
        }
        settings.disabledAlgorithms().forEach((kind, names) -> algorithms(kind, names, problems));
    }

    private static void algorithms(String kind, Object names, SettingProblems problems) {
        String setting = "extra.disabled_algorithms." + kind;
        if (kind.equals("macs")) {
            problems.warning(setting, "cannot be chosen here", "Remove it, or leave it for Airflow");
        } else if (!SftpKeys.ALGORITHMS.containsKey(kind)) {
            problems.problem(setting, "unknown key", "It may hold ciphers, kex, keys and pubkeys");
        } else if (!(names instanceof List<?>)) {
            problems.problem(setting, "must be a list", "Write [\"ssh-rsa\"]");
        }
    }

    @Override
    public OpenConnection open(SftpSettings settings, ConnectionContext context) {
        Map<String, Object> values = new SftpKeys(context.connId(), settings).values();
        var model = ComponentCatalogue.find("sftp").orElseThrow();
        return ComponentConnection.open(
                context, model, values, new FileServerTrial(settings.host(), settings.port(), settings.login()));
    }
}
