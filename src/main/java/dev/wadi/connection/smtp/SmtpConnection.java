package dev.wadi.connection.smtp;

import dev.wadi.connection.mail.MailEndpoints;
import dev.wadi.connection.mail.MailServer;
import dev.wadi.connection.mail.Trial;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailEndpoint;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** An open SMTP connection. It holds nothing open between mails. */
final class SmtpConnection implements OpenConnection, EndpointSource, Sinkable {

    private final MailServer server;
    private final SmtpSender sender;
    private final @Nullable String fromEmail;

    SmtpConnection(MailServer server, SmtpSender sender, @Nullable String fromEmail) {
        this.server = server;
        this.sender = sender;
        this.fromEmail = fromEmail;
    }

    @Override
    public <T> T bean(Class<T> type) {
        if (type != JavaMailSender.class) {
            throw new IllegalArgumentException("an smtp connection has no " + type.getName());
        }
        return type.cast(sender);
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        if (!path.isEmpty()) {
            throw new IllegalArgumentException(
                    "an smtp connection takes no path, was '" + path + "'. Write conn:" + server.connId() + "?to=…");
        }
        MailEndpoint endpoint = MailEndpoints.endpoint(context, server, sender, options, configuration -> {
            configuration.setFrom(fromEmail);
            configuration.setContentType("text/plain; charset=UTF-8");
        });
        if (!options.containsKey("binding")) {
            endpoint.setBinding(new SmtpBinding(endpoint, options.keySet()));
        }
        return endpoint;
    }

    /** At least once: a mail that was sent cannot be taken back. */
    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        return new MailSink(sender, stage).write(rows);
    }

    @Override
    public String test(Duration timeout) {
        return new Trial(server, timeout).run((tried, session) -> {
            SMTPTransport transport = SmtpSender.connect(tried, session);
            try {
                transport.issueCommand("NOOP", 250);
            } finally {
                SmtpSender.close(transport);
            }
            return tried.describe();
        });
    }

    @Override
    public void close() {}
}
