package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import org.jspecify.annotations.Nullable;

/** What a connection to MySQL or MariaDB may say. */
@Refuses(
        keys = {"unix_socket"},
        because = "is a socket file, which the driver cannot open",
        instead = "Set host and port")
@Refuses(
        keys = {
            "allowLoadLocalInfile",
            "allowLoadLocalInfileInPath",
            "allowUrlInLocalInfile",
            "allow_local_infile",
            "allow_local_infile_in_path",
            "local_infile",
            "local_infile_directory"
        },
        because = "lets the server read files of this machine")
@Refuses(
        keys = {
            "authenticationFidoCallbackHandler",
            "authenticationOpenidConnectCallbackHandler",
            "authenticationPlugins",
            "authenticationWebAuthnCallbackHandler",
            "autoDeserialize",
            "clientInfoProvider",
            "connectionLifecycleInterceptors",
            "defaultAuthenticationPlugin",
            "detectCustomCollations",
            "exceptionInterceptors",
            "loadBalanceExceptionChecker",
            "loadBalanceStrategy",
            "logger",
            "parseInfoCacheFactory",
            "profilerEventHandler",
            "propertiesTransform",
            "queryInfoCacheFactory",
            "queryInterceptors",
            "serverConfigCacheFactory",
            "socketFactory",
            "statementInterceptors"
        },
        because = "makes the driver run code that the file or the server chooses")
@Refuses(
        keys = {
            "clientCertificateKeyStoreUrl",
            "idTokenFile",
            "ociConfigFile",
            "serverRSAPublicKeyFile",
            "trustCertificateKeyStoreUrl"
        },
        because = "makes the driver read any file or address",
        instead = "Use ssl with the PEM files ca, cert and key")
@Refuses(
        keys = {"allowPublicKeyRetrieval"},
        because = "gives the password to whoever stands between",
        instead = "Use TLS, which signs in without it")
@Refuses(
        keys = {"ssl_crl", "ssl_crlpath"},
        because = "is a list of revoked certificates, which the driver does not check")
@Ignores(
        keys = {"client"},
        because = "chooses a Python driver")
@Ignores(
        keys = {"aws_conn_id"},
        because = "is the AWS connection of iam, which is not used here")
record MySqlSettings(
        @Setting(field = Field.HOST, description = "The server's name or address.", defaultValue = "localhost")
                String host,
        @Setting(field = Field.PORT, description = "The server's port.", defaultValue = "3306", min = 1, max = 65_535)
                int port,
        @Setting(field = Field.LOGIN, description = "The user.") @Nullable String login,
        @Setting(field = Field.PASSWORD, description = "The user's password; empty when missing.", secret = true)
                @Nullable
                String password,
        @Setting(
                        field = Field.SCHEMA,
                        label = "Database",
                        description = "The database that statements refer to; none when missing.")
                @Nullable
                String schema,
        @Setting(
                        description =
                                "The character set of text on the way, by MySQL's name. utf8mb4 when missing; utf8 means the"
                                        + " same, so that no character is lost.",
                        example = "latin1")
                @Nullable
                String charset,
        @Setting(
                        description =
                                "sscursor and ssdictcursor read large results in portions of 1,000 rows through a cursor on"
                                        + " the server. dictcursor is accepted: rows are maps anyway.",
                        example = "sscursor")
                @Nullable
                String cursor,
        @Setting(description = "TLS: the files ca, cert, key, the folder capath, and cipher.") @Nullable Ssl ssl,
        @Setting(
                        aliases = {"sslMode", "sslmode", "ssl-mode"},
                        description =
                                "Whether TLS is used and what is checked. When missing: verify-ca when authorities are"
                                        + " given, required with a client certificate, otherwise preferred, which encrypts when the server"
                                        + " can but checks nobody.",
                        example = "verify-identity")
                @Nullable
                SslMode sslMode,
        @Setting(description = "As ca in ssl.") @Nullable String sslCa,
        @Setting(description = "As cert in ssl.") @Nullable String sslCert,
        @Setting(description = "As key in ssl.") @Nullable String sslKey,
        @Setting(description = "As capath in ssl.") @Nullable String sslCapath,
        @Setting(description = "As cipher in ssl.") @Nullable String sslCipher,
        @Setting(description = "Uses no TLS, as ssl_mode disabled.") boolean sslDisabled,
        @Setting(description = "True is ssl_mode verify-ca, false is required; ssl_mode counts more.") @Nullable
                Boolean sslVerifyCert,
        @Setting(description = "True is ssl_mode verify-identity; ssl_mode counts more.") boolean sslVerifyIdentity,
        @Setting(description = "Signing in with a token of AWS; only false is possible.") boolean iam,
        @Setting(
                        field = Field.WADI,
                        key = "time_zone",
                        description =
                                "The time zone of sessions, such as UTC or Europe/Berlin (the server has to know it by that"
                                        + " name; UTC and offsets it always knows). When missing the server's own counts and times come"
                                        + " as it shows them.",
                        example = "UTC")
                @Nullable
                String timeZone,
        @Setting(field = Field.WADI, description = "The pool of connections.") @Nullable PoolSettings pool) {}
