package dev.wadi.connection.camel;

import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code mssql} may say. */
@Refuses(
        keys = {
            "driver_class",
            "driver_path",
            "socketFactoryClass",
            "socketFactoryConstructorArg",
            "trustManagerClass",
            "trustManagerConstructorArg",
            "accessTokenCallbackClass",
            "jaasConfigurationName",
            "useDefaultJaasConfig",
            "keyStoreLocation",
            "keyStoreAuthentication",
            "keyStorePrincipalId",
            "keyStoreSecret",
            "clientCertificate",
            "clientKey",
            "sqlalchemy_scheme"
        },
        because = "would load code or files that the file names")
@Refuses(
        keys = {"integratedSecurity", "authenticationScheme", "authentication", "realm", "serverSpn"},
        because = "is not supported: Wadi signs in to SQL Server with a name and a password")
@Ignores(
        keys = {"charset", "tds_version", "autocommit", "as_dict", "conn_properties", "arraysize", "read_only"},
        because = "is about Python's client")
record MssqlSettings(
        @Setting(field = Field.HOST, description = "The server.", required = true) String host,
        @Setting(field = Field.PORT, description = "Its port.", defaultValue = "1433", min = 1, max = 65535) int port,
        @Setting(field = Field.LOGIN, description = "The name that signs in.") @Nullable String login,
        @Setting(field = Field.PASSWORD, description = "Its password.", secret = true) @Nullable String password,
        @Setting(field = Field.SCHEMA, description = "The database.") @Nullable String schema,
        @Setting(
                        aliases = "encryption",
                        description = "true, false or strict: whether TLS is used.",
                        defaultValue = "true")
                String encrypt,
        @Setting(
                        aliases = "trustServerCertificate",
                        description = "Whether the server's certificate is left unchecked.",
                        defaultValue = "false")
                boolean trustServerCertificate,
        @Setting(
                        aliases = "hostNameInCertificate",
                        description = "The name in the server's certificate, where it is not the host.")
                @Nullable
                String hostNameInCertificate,
        @Setting(
                        aliases = {"appname", "applicationName"},
                        description = "The name that the server lists.",
                        defaultValue = "wadi")
                String appName,
        @Setting(
                        aliases = "loginTimeout",
                        description = "How long connecting and signing in may take.",
                        defaultValue = "30s")
                Duration loginTimeout,
        @Setting(description = "How long a query may take; 0 is for ever.", defaultValue = "0s") Duration timeout,
        @Setting(field = Field.WADI, description = "The pool of connections.") @Nullable PoolSettings pool) {

    /** Names the server only. */
    @Override
    public String toString() {
        return "MssqlSettings[" + host + ":" + port + "]";
    }
}
