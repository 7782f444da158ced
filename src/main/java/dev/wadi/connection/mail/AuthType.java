package dev.wadi.connection.mail;

import java.util.Locale;

/** Airflow's {@code auth_type}: sign in with the password, or with an access token by XOAUTH2. */
public enum AuthType {
    BASIC,
    OAUTH2;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
