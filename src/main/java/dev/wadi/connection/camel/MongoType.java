package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/** MongoDB. */
public final class MongoType implements ConnectionType<MongoSettings> {

    /** Options of the client, as Airflow's hook hands them over, that Camel's component has under the same names. */
    private static final Set<String> OPTIONS = Set.of(
            "appName",
            "authSource",
            "compressors",
            "connectTimeoutMS",
            "directConnection",
            "heartbeatFrequencyMS",
            "loadBalanced",
            "localThresholdMS",
            "maxConnecting",
            "maxIdleTimeMS",
            "maxPoolSize",
            "maxStalenessSeconds",
            "minPoolSize",
            "readPreferenceTags",
            "replicaSet",
            "retryReads",
            "retryWrites",
            "serverSelectionTimeoutMS",
            "socketTimeoutMS",
            "zlibCompressionLevel");

    @Override
    public String name() {
        return "mongo";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("mongodb");
    }

    @Override
    public String title() {
        return "MongoDB";
    }

    @Override
    public Class<MongoSettings> settings() {
        return MongoSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.value(Component.class));
    }

    @Override
    public void check(MongoSettings settings, SettingProblems problems) {
        Hosts.check(settings.host(), problems);
        if (settings.srv()) {
            problems.problem(
                    "extra.srv",
                    "Camel's mongodb cannot look servers up by their domain",
                    "Write the server into host");
        }
        if (settings.allowInsecure()) {
            problems.warning("extra.allow_insecure", "the server's name is not checked", "Remove it to check the name");
        }
        settings.options().keySet().forEach(name -> {
            if (own(name) == null) {
                problems.warning(
                        "extra." + name,
                        "unknown key of a connection of type 'mongo'",
                        Nearby.didYouMean(name, OPTIONS) + "It is kept and has no effect here");
            }
        });
        new ComponentOptions(ComponentCatalogue.find("mongodb").orElseThrow()).check(known(settings), problems);
    }

    /** Airflow's older hooks fold the names, so case says nothing. */
    private static @Nullable String own(String name) {
        return OPTIONS.stream()
                .filter(option -> option.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> known(MongoSettings settings) {
        Map<String, Object> known = new LinkedHashMap<>();
        settings.options().forEach((name, value) -> {
            String own = own(name);
            if (own != null) {
                known.put(own, value);
            }
        });
        return known;
    }

    @Override
    public OpenConnection open(MongoSettings settings, ConnectionContext context) {
        var model = ComponentCatalogue.find("mongodb").orElseThrow();
        Map<String, Object> values = new LinkedHashMap<>();
        // The path names a bean that is not looked up when the component has a client
        values.put("connectionBean", context.connId().replaceAll("[^A-Za-z0-9_-]", "-"));
        if (settings.schema() != null) {
            values.put("database", settings.schema());
        }
        Tcp.Address address = new Tcp.Address(Hosts.bare(settings.host()), settings.port());
        ComponentConnection component = ComponentConnection.open(context, model, values, new ComponentTrial());
        Map<String, Object> known = new ComponentOptions(model).converted(known(settings));
        return new MongoConnection(component, address, further -> {
            Map<String, Object> all = new LinkedHashMap<>(known);
            all.putAll(further);
            return uri(settings, all);
        });
    }

    /** As Airflow's hook writes it: the database is in the path, so that users are looked for in it. */
    static String uri(MongoSettings settings, Map<String, Object> known) {
        StringBuilder uri = new StringBuilder("mongodb://");
        if (settings.login() != null && !settings.login().isEmpty()) {
            uri.append(encoded(settings.login()));
            uri.append(settings.password() == null ? "" : ":" + encoded(settings.password()));
            uri.append('@');
        }
        uri.append(Hosts.inUri(settings.host())).append(':').append(settings.port());
        uri.append('/').append(settings.schema() == null ? "" : encoded(settings.schema()));
        Map<String, Object> options = new TreeMap<>(known);
        if (settings.ssl()) {
            options.put("tls", true);
            options.put("tlsAllowInvalidHostnames", settings.allowInsecure());
        }
        return uri.append(options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + encoded(String.valueOf(option.getValue())))
                        .collect(Collectors.joining("&", options.isEmpty() ? "" : "?", "")))
                .toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
