package dev.wadi.connection.camel;

import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code sftp} may say. */
@Refuses(keys = "host_proxy_cmd", because = "would run a command that the file names")
@Ignores(
        keys = {"look_for_keys", "allow_host_key_change", "ssh_conn_id", "use_managed_conn", "cmd_timeout", "compress"},
        because = "is about Python's client")
@Ignores(
        keys = {"banner_timeout", "auth_timeout", "timeout"},
        because = "is part of conn_timeout here")
record SftpSettings(
        @Setting(field = Field.HOST, description = "The server.", required = true) String host,
        @Setting(field = Field.PORT, description = "Its port.", defaultValue = "22", min = 1, max = 65535) int port,
        @Setting(field = Field.LOGIN, description = "The name that signs in.", required = true) String login,
        @Setting(field = Field.PASSWORD, description = "Its password.", secret = true) @Nullable String password,
        @Setting(description = "A file with the private key.", example = "/run/secrets/id_ed25519") @Nullable
                String keyFile,
        @Setting(description = "The private key as text.", secret = true) @Nullable String privateKey,
        @Setting(aliases = "private_key_pass", description = "The pass phrase of the private key.", secret = true)
                @Nullable
                String privateKeyPassphrase,
        @Setting(
                        description =
                                "Whether any server is believed, as Airflow does. host_key and known_hosts turn the check on.",
                        defaultValue = "true")
                boolean noHostKeyCheck,
        @Setting(
                        description = "The server's public key, with or without its type.",
                        example = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5…")
                @Nullable
                String hostKey,
        @Setting(description = "A known_hosts file, or its text; none checks nothing.") @Nullable String knownHosts,
        @Setting(description = "The ciphers that may be used.") List<String> ciphers,
        @Setting(
                        description = "Algorithms that may not be used, as lists under ciphers, kex, keys and pubkeys.",
                        example = "{\"pubkeys\": [\"ssh-rsa\"]}")
                Map<String, Object> disabledAlgorithms,
        @Setting(description = "How long connecting may take.", defaultValue = "10s") Duration connTimeout) {

    SftpSettings {
        ciphers = ciphers == null ? List.of() : ciphers;
        disabledAlgorithms = disabledAlgorithms == null ? Map.of() : disabledAlgorithms;
    }

    /** Whether the server's key is checked: when it is known, or when the file says so. */
    boolean checksHostKey() {
        return hostKey != null || knowsHosts() || !noHostKeyCheck;
    }

    boolean knowsHosts() {
        return knownHosts != null && !knownHosts.equalsIgnoreCase("none");
    }

    /** Names the server only. */
    @Override
    public String toString() {
        return "SftpSettings[" + host + ":" + port + "]";
    }
}
