package dev.wadi.connection.imap;

import dev.wadi.batch.Params;
import dev.wadi.batch.RowBatches;
import dev.wadi.connection.mail.MailServer;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.TapStage;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.FromStringTerm;
import jakarta.mail.search.ReceivedDateTerm;
import jakarta.mail.search.RecipientStringTerm;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SubjectTerm;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages of a folder, newest first, one at a time. The folder is open for reading only, and nothing is marked. */
final class ImapTap implements Iterator<Map<String, @Nullable Object>>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImapTap.class);

    private final MailServer server;
    private final Store store;
    private final String name;
    private final int limit;
    private final @Nullable Instant since;
    private final Message[] messages;
    private final AutoCloseable cancelled;
    private int next;
    private int given;
    private @Nullable Message found;

    private ImapTap(MailServer server, Store store, TapStage stage) throws MessagingException {
        this.server = server;
        this.store = store;
        this.name = stage.locator().filter(folder -> !folder.isBlank()).orElse("INBOX");
        Params params = Params.of(stage.params());
        List<SearchTerm> terms = terms(params);
        this.since = params.text("since").map(text -> since(params, text)).orElse(null);
        this.limit = params.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        params.done();
        if (since != null) { // IMAP compares days, in the server's zone
            terms.add(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(since.minus(java.time.Duration.ofDays(1)))));
        }
        this.messages = search(terms);
        this.next = messages.length;
        this.cancelled = stage.run().whenCancelled(this::closeStore);
    }

    /** Begins to read. */
    static BatchReader open(MailServer server, Store store, TapStage stage) throws MessagingException {
        try {
            ImapTap tap = new ImapTap(server, store, stage);
            return RowBatches.of(stage.run().allocator(), MailRows.SCHEMA, tap);
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static List<SearchTerm> terms(Params params) {
        List<SearchTerm> terms = new ArrayList<>();
        params.optionalFlag("unseen").ifPresent(unseen -> terms.add(new FlagTerm(new Flags(Flags.Flag.SEEN), !unseen)));
        params.text("from").ifPresent(text -> terms.add(new FromStringTerm(text)));
        params.text("to").ifPresent(text -> terms.add(new RecipientStringTerm(Message.RecipientType.TO, text)));
        params.text("subject").ifPresent(text -> terms.add(new SubjectTerm(text)));
        return terms;
    }

    private static Instant since(Params params, String text) {
        try {
            if (!text.contains("T") && !text.contains(" ")) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            String iso = text.replace(' ', 'T');
            return iso.endsWith("Z")
                    ? Instant.parse(iso)
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw params.wrong("since", "must be a date or time in ISO 8601, of UTC, was " + text);
        }
    }

    private Message[] search(List<SearchTerm> terms) throws MessagingException {
        store.connect();
        Folder folder = store.getFolder(name);
        if (!folder.exists()) {
            throw new IllegalArgumentException("locator: there is no folder '" + name + "'");
        }
        try {
            folder.open(Folder.READ_ONLY);
            return terms.isEmpty()
                    ? folder.getMessages()
                    : folder.search(new AndTerm(terms.toArray(new SearchTerm[0])));
        } catch (MessagingException e) {
            throw server.failure(e);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (found == null && next > 0 && given < limit) {
                Message message = messages[--next];
                if (next % 100 == 99 || next == messages.length - 1) {
                    fetch(message);
                }
                found = isRecent(message) ? message : null;
            }
            return found != null;
        } catch (MessagingException e) {
            throw server.failure(e);
        }
    }

    /** Asks for what is short of a hundred messages at once, instead of once for each. */
    private void fetch(Message newest) throws MessagingException {
        int from = next - next % 100;
        Message[] some = java.util.Arrays.copyOfRange(messages, from, next + 1);
        FetchProfile profile = new FetchProfile();
        profile.add(FetchProfile.Item.ENVELOPE);
        profile.add(FetchProfile.Item.FLAGS);
        profile.add(FetchProfile.Item.SIZE);
        profile.add(FetchProfile.Item.CONTENT_INFO);
        profile.add(jakarta.mail.UIDFolder.FetchProfileItem.UID);
        newest.getFolder().fetch(some, profile);
    }

    private boolean isRecent(Message message) throws MessagingException {
        return since == null
                || Optional.ofNullable(message.getReceivedDate())
                        .filter(received -> !received.toInstant().isBefore(since))
                        .isPresent();
    }

    @Override
    public Map<String, @Nullable Object> next() {
        Message message = hasNext() ? found : null;
        if (message == null) {
            throw new NoSuchElementException("there are no more messages");
        }
        found = null;
        given++;
        try {
            if (message instanceof IMAPMessage imap) {
                imap.setPeek(true); // reading a body would mark it as seen, if the folder were not read-only
            }
            Map<String, @Nullable Object> row = MailRows.row(name, message);
            if (message instanceof IMAPMessage imap) {
                imap.invalidateHeaders(); // the content is kept otherwise until the folder is closed
            }
            return row;
        } catch (MessagingException e) {
            throw server.failure(e);
        } catch (IOException e) {
            throw server.failure(new MessagingException("a message cannot be read", e));
        } finally {
            messages[next] = null;
        }
    }

    @Override
    public void close() {
        try {
            cancelled.close();
        } catch (Exception e) { // AutoCloseable declares no narrower one
            throw new IllegalStateException(e);
        } finally {
            closeStore();
        }
    }

    private void closeStore() {
        try {
            store.close();
        } catch (MessagingException e) {
            LOG.debug("connection '{}': a store did not close", server.connId(), e);
        }
    }
}
