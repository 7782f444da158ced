package dev.wadi.connection.mail;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Makes endpoints of camel-mail that use a connection's server. Their URIs name the connection and nothing else. */
public final class MailEndpoints {

    /** Options of camel-mail that say where and as whom; the connection does. Lower case. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "host",
            "port",
            "username",
            "password",
            "session",
            "javamailsender",
            "javamailproperties",
            "additionaljavamailproperties",
            "authenticator",
            "sslcontextparameters",
            "useglobalsslcontextparameters",
            "connectiontimeout",
            "debugmode",
            "ignoreurischeme",
            "configuration");

    private MailEndpoints() {}

    /**
     * An endpoint for a server.
     *
     * @param defaults what options can change, set beforehand
     * @throws IllegalArgumentException when an option is unknown, has a wrong value, or is the connection's
     */
    public static MailEndpoint endpoint(
            CamelContext context,
            MailServer server,
            JavaMailSender sender,
            Map<String, Object> options,
            java.util.function.Consumer<MailConfiguration> defaults)
            throws Exception {
        requireNoneOfTheConnection(server, options);
        ServerConfiguration configuration = new ServerConfiguration(server, sender);
        defaults.accept(configuration);
        MailComponent component = new MailComponent(context);
        component.setConfiguration(configuration);
        component.setHeaderFilterStrategy(new MailHeaders());
        ServiceHelper.initService(component);
        try {
            MailEndpoint endpoint =
                    (MailEndpoint) component.createEndpoint(server.scheme() + "://" + server.connId(), options);
            endpoint.getConfiguration().setHost(server.host());
            endpoint.getConfiguration().setPort(server.port());
            return endpoint;
        } catch (ResolveEndpointFailedException | PropertyBindingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void requireNoneOfTheConnection(MailServer server, Map<String, Object> options) {
        for (String option : options.keySet()) {
            String name = option.replace("-", "").toLowerCase(Locale.ROOT);
            if (OF_THE_CONNECTION.contains(name) || name.startsWith("mail.") || name.startsWith("configuration.")) {
                throw new IllegalArgumentException("the option '" + option + "' is not for routes: the connection '"
                        + server.connId() + "' says where and as whom to sign in. Remove it");
            }
        }
    }

    /** Keeps the server, also in the copy that the component makes of it. */
    private static final class ServerConfiguration extends MailConfiguration {

        private final MailServer server;
        private final JavaMailSender sender;

        ServerConfiguration(MailServer server, JavaMailSender sender) {
            this.server = server;
            this.sender = sender;
            setHost(server.host());
            setPort(server.port());
            configureProtocol(server.scheme());
        }

        /** The connection's sender and session, also where camel-mail wants one for properties from headers. */
        @Override
        protected JavaMailSender createJavaMailSender(@Nullable CamelContext context) {
            return sender;
        }

        @Override
        public jakarta.mail.PasswordAuthentication getPasswordAuthentication() {
            return server.credentials();
        }
    }
}
