package dev.wadi.connection.imap;

import dev.wadi.batch.DuckTypes;
import dev.wadi.connection.mail.FixedMailSender;
import dev.wadi.connection.mail.MailEndpoints;
import dev.wadi.connection.mail.MailServer;
import dev.wadi.connection.mail.Trial;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open IMAP connection: makes stores and consumers, each with a connection to the server of its own. */
final class ImapConnection implements OpenConnection, EndpointSource, Tappable, SchemaSource {

    private static final Logger LOG = LoggerFactory.getLogger(ImapConnection.class);

    private final MailServer server;
    private final Set<SignedInStore> open = ConcurrentHashMap.newKeySet();

    ImapConnection(MailServer server) {
        this.server = server;
    }

    /** A store for one use, which is not connected yet. */
    @Override
    public <T> T bean(Class<T> type) {
        if (type != Store.class) {
            throw new IllegalArgumentException("an imap connection has no " + type.getName());
        }
        return type.cast(new SignedInStore(server, server.session(), open));
    }

    /** The path is the folder, INBOX when it is empty. */
    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        if (!path.isEmpty() && options.containsKey("folderName")) {
            throw new IllegalArgumentException("the folder is named twice, by the path '" + path
                    + "' and by the option folderName. Remove one of them");
        }
        return MailEndpoints.endpoint(context, server, new FixedMailSender(server), options, configuration -> {
            if (!path.isEmpty()) {
                configuration.setFolderName(EndpointSource.decoded(path));
            }
        });
    }

    @Override
    public BatchReader tap(TapStage stage) throws Exception {
        return ImapTap.open(server, new SignedInStore(server, server.session(), open), stage);
    }

    /** The folders. */
    @Override
    public List<Table> tables() throws MessagingException {
        try (SignedInStore store = new SignedInStore(server, server.session(), open)) {
            store.connect();
            return Arrays.stream(store.getDefaultFolder().list("*"))
                    .map(folder -> new Table(folder.getFullName(), "folder"))
                    .sorted(Comparator.comparing(Table::name))
                    .toList();
        }
    }

    /** The same for each folder. */
    @Override
    public List<Column> columns(String locator) throws MessagingException {
        if (tables().stream().noneMatch(folder -> folder.name().equals(locator))) {
            return List.of();
        }
        return MailRows.SCHEMA.getFields().stream()
                .map(field -> new Column(field.getName(), DuckTypes.name(field), true, null))
                .toList();
    }

    @Override
    public String test(Duration timeout) {
        return new Trial(server, timeout).run((tried, session) -> {
            try (SignedInStore store = new SignedInStore(tried, session, open)) {
                store.connect();
                Folder inbox = store.getFolder("INBOX");
                return tried.describe() + (inbox.exists() ? "" : ", no INBOX");
            }
        });
    }

    /** Ends the stores that are still in use after the drain time. */
    @Override
    public void close() {
        for (SignedInStore store : List.copyOf(open)) {
            try {
                store.close();
            } catch (MessagingException e) {
                LOG.debug("connection '{}': a store did not close", server.connId(), e);
            }
        }
    }
}
