package dev.wadi.connection;

import dev.wadi.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URLs of package indexes, with their credentials. */
final class PackageIndexUrls {

    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#]*@)?([^@\\s]+)");

    private PackageIndexUrls() {}

    static List<String> of(List<ConnectionDefinition> definitions) {
        List<String> urls = new ArrayList<>();
        Problems problems = new Problems();
        for (ConnectionDefinition definition : definitions) {
            if (definition.connType().equals("package_index")) {
                url(definition, problems).ifPresent(urls::add);
            }
        }
        problems.throwIfErrors();
        return urls;
    }

    /** Credentials in the host give way to login and password; a password alone does not count, as in Airflow. */
    private static Optional<String> url(ConnectionDefinition definition, Problems problems) {
        Matcher matcher = URL.matcher(definition.host() == null ? "" : definition.host());
        if (!matcher.matches()) {
            problems.error(
                    definition.origin().of("host"),
                    definition.connId() + ".host",
                    "must be the URL of the index",
                    "Write it with its https://, such as https://example.com/simple");
            return Optional.empty();
        }
        return Optional.of(matcher.group(1) + credentials(definition) + matcher.group(2));
    }

    private static String credentials(ConnectionDefinition definition) {
        String login = definition.login();
        if (login == null || login.isEmpty()) {
            return "";
        }
        String password = definition.password();
        String secret = password == null || password.isEmpty() ? "" : ":" + Percent.encode(password);
        return Percent.encode(login) + secret + "@";
    }
}
