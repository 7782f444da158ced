package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code postgres} may say; extras are libpq's options under libpq's names. */
@Refuses(
        keys = {
            "socketFactory",
            "socketFactoryArg",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "authenticationPluginClassName",
            "xmlFactoryFactory",
            "connectExecutor",
            "connectExecutorArg",
            "classLoaderStrategy",
            "sspiServiceClass",
            "jaasApplicationName",
            "jaasLogin"
        },
        because = "would load a class that the file names")
@Refuses(
        keys = {"loggerFile", "loggerLevel"},
        because = "would write a file that the file names")
@Refuses(
        keys = {"host", "hostaddr", "port", "user", "password", "dbname"},
        because = "would override a field of the connection",
        instead = "Set the field: host, port, login, password or schema")
@Refuses(
        keys = {"service", "servicefile", "passfile"},
        because = "would take settings from a file that is not checked",
        instead = "Write its settings into this connection")
@Refuses(
        keys = {"sslcrldir", "requirepeer"},
        because = "is not something that the Java driver can do",
        instead = "Remove it, or use sslcrl for a list of revoked certificates")
@Ignores(keys = "cursor", because = "chooses how Python shows rows; rows are maps here")
@Ignores(
        keys = {"sqlalchemy_scheme", "sqlalchemy_query", "enable_log_db_messages"},
        because = "is for Python only")
@Ignores(
        keys = {
            "redshift",
            "redshift-serverless",
            "cluster-identifier",
            "workgroup-name",
            "aws_conn_id",
            "azure_conn_id"
        },
        because = "only says where Airflow gets a token as the password from")
@Ignores(keys = "tcp_user_timeout", because = "cannot be set from Java; see keepalives_idle")
record PostgresSettings(
        @Setting(
                        field = Field.HOST,
                        description =
                                "Name or address of the server; several, parted by commas, are tried in their order. Without it"
                                        + " the server is on this machine.",
                        example = "db.example.com")
                @Nullable
                String host,
        @Setting(
                        field = Field.PORT,
                        description = "Port of the server, the same for each host.",
                        defaultValue = "5432",
                        min = 1,
                        max = 65535)
                int port,
        @Setting(field = Field.LOGIN, description = "Who signs in. Without it, who runs this program.", example = "app")
                @Nullable
                String login,
        @Setting(field = Field.PASSWORD, description = "The password.", secret = true) @Nullable String password,
        @Setting(
                        field = Field.SCHEMA,
                        label = "Database",
                        description = "The database. Without it, the one that is named like the login.",
                        example = "sales")
                @Nullable
                String schema,
        @Setting(
                        description =
                                "TLS: disable and allow avoid it, prefer uses it when the server has it, require insists on it,"
                                        + " verify-ca also checks who signed the server's certificate, verify-full also its name."
                                        + " With sslrootcert, require checks like verify-ca, as libpq does.",
                        defaultValue = "prefer")
                SslMode sslmode,
        @Setting(
                        description =
                                "File with the PEM certificates of the authorities to trust, or system for those that Java trusts.",
                        example = "/etc/ssl/pg-root.crt")
                @Nullable
                String sslrootcert,
        @Setting(description = "The same as sslrootcert, as Airflow's documentation writes it.") @Nullable String sslca,
        @Setting(
                        description = "File with the client's PEM certificate, followed by those of its authorities.",
                        example = "/run/secrets/client.crt")
                @Nullable
                String sslcert,
        @Setting(
                        description =
                                "File with the client's private key: PEM (PKCS#8, PKCS#1 or EC), or PKCS#12 with certificate.",
                        example = "/run/secrets/client.key")
                @Nullable
                String sslkey,
        @Setting(description = "The password of the file in sslkey.", secret = true) @Nullable String sslpassword,
        @Setting(description = "File with PEM lists of revoked certificates, one for each authority.") @Nullable
                String sslcrl,
        @Setting(description = "Whether the login is tied to the TLS connection.", defaultValue = "prefer")
                Willingness channelBinding,
        @Setting(
                        description =
                                "Encryption by Kerberos. It needs a Kerberos ticket and the JVM's Kerberos settings, so it is off"
                                        + " unless it is asked for.",
                        defaultValue = "disable")
                Willingness gssencmode,
        @Setting(description = "Which ways of signing in the server may ask for, such as scram-sha-256.") @Nullable
                String requireAuth,
        @Setting(
                        description =
                                "What the server shows for our sessions. Without it, wadi and the connection's id.",
                        example = "wadi")
                @Nullable
                String applicationName,
        @Setting(
                        description =
                                "How long connecting may take, in seconds; the pool's connectionTimeout is the limit without it.",
                        example = "10")
                @Nullable
                Duration connectTimeout,
        @Setting(description = "Options of the server for each session.", example = "-c search_path=sales") @Nullable
                String options,
        @Setting(
                        description =
                                "Whether TCP asks if the server is there while nothing is heard of it. Without it a statement"
                                        + " may wait for ever when the network is cut.",
                        defaultValue = "true")
                boolean keepalives,
        @Setting(description = "Seconds without traffic until TCP asks.", defaultValue = "60", min = 1, max = 32_767)
                int keepalivesIdle,
        @Setting(description = "Seconds until it asks again.", defaultValue = "10", min = 1, max = 32_767)
                int keepalivesInterval,
        @Setting(
                        description = "After how many unanswered questions the connection is broken.",
                        defaultValue = "6",
                        min = 1,
                        max = 127)
                int keepalivesCount,
        @Setting(description = "Which of several hosts is wanted, by what it can do.", defaultValue = "any")
                SessionAttributes targetSessionAttrs,
        @Setting(
                        description = "The order in which several hosts are tried: as written, or random.",
                        defaultValue = "disable")
                HostOrder loadBalanceHosts,
        @Setting(description = "The encoding of the session; always UTF8.") @Nullable String clientEncoding,
        @Setting(
                        description =
                                "Whether the password is a token that is fetched from AWS or Azure; not possible here.",
                        defaultValue = "false")
                boolean iam,
        @Setting(field = Field.WADI, key = "pool", description = "The pool of connections.") @Nullable
                PoolSettings pool) {

    /** The file or word that says whom to trust. */
    @Nullable
    String trust() {
        return sslrootcert == null ? sslca : sslrootcert;
    }

    /** The mode that takes effect: libpq verifies as soon as it knows whom to trust. */
    SslMode effectiveSslMode() {
        return sslmode == SslMode.REQUIRE && trust() != null ? SslMode.VERIFY_CA : sslmode;
    }
}
