package dev.wadi.connection.mail;

import dev.wadi.spi.Setting;
import org.jspecify.annotations.Nullable;

/** Where access tokens come from: one that is given, or the client's id and secret, exchanged at a token endpoint. */
public record OAuth2(
        @Setting(secret = true, description = "An access token for oauth2.") @Nullable String accessToken,
        @Setting(description = "For oauth2 without access_token: the application's id.") @Nullable String clientId,
        @Setting(secret = true, description = "For oauth2 without access_token: the application's secret.") @Nullable
                String clientSecret,
        @Setting(defaultValue = "common", description = "For oauth2: the Microsoft tenant that gives tokens.")
                String tenantId,
        @Setting(defaultValue = OUTLOOK, description = "For oauth2: what the token is for.") String scope,
        @Setting(description = "For oauth2: another token endpoint than Microsoft's. https, or http on this machine.")
                @Nullable
                String tokenUrl) {

    /** The scope that Airflow asks for when a connection names none. */
    public static final String OUTLOOK = "https://outlook.office.com/.default";

    /** The endpoint to ask: Microsoft's for the tenant unless there is another. */
    public String endpoint() {
        return tokenUrl != null ? tokenUrl : "https://login.microsoftonline.com/" + tenantId + "/oauth2/v2.0/token";
    }

    /** Names the endpoint only. */
    @Override
    public String toString() {
        return "OAuth2[" + endpoint() + "]";
    }
}
