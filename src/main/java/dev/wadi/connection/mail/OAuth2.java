package dev.wadi.connection.mail;

import org.jspecify.annotations.Nullable;

/**
 * Where access tokens come from: one that is given, or the client's id and secret, exchanged at a token endpoint.
 *
 * @param tokenUrl the endpoint; Microsoft's for the tenant when it is absent
 */
public record OAuth2(
        @Nullable String accessToken,
        @Nullable String clientId,
        @Nullable String clientSecret,
        String tenantId,
        String scope,
        @Nullable String tokenUrl) {

    /** The scope that Airflow asks for when a connection names none. */
    public static final String OUTLOOK = "https://outlook.office.com/.default";

    /** The endpoint to ask. */
    public String endpoint() {
        return tokenUrl != null ? tokenUrl : "https://login.microsoftonline.com/" + tenantId + "/oauth2/v2.0/token";
    }

    /** Names the endpoint only. */
    @Override
    public String toString() {
        return "OAuth2[" + endpoint() + "]";
    }
}
