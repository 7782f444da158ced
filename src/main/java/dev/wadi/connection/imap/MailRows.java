package dev.wadi.connection.imap;

import dev.wadi.batch.Columns;
import jakarta.mail.Address;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A message as a row. */
final class MailRows {

    /** The columns, of each folder the same. */
    static final Schema SCHEMA = new Schema(List.of(
            Columns.column("uid", Columns.INT64),
            Columns.column("folder", Columns.TEXT),
            Columns.column("message_id", Columns.TEXT),
            Columns.column("from", Columns.TEXT),
            texts("to"),
            texts("cc"),
            Columns.column("delivered_to", Columns.TEXT),
            Columns.column("subject", Columns.TEXT),
            Columns.column("sent", Columns.INSTANT),
            Columns.column("received", Columns.INSTANT),
            Columns.column("seen", Columns.BOOL),
            Columns.column("size", Columns.INT64),
            Columns.column("text", Columns.TEXT),
            Columns.column("html", Columns.TEXT),
            texts("attachments")));

    private static final int DEEPEST = 20;

    private @Nullable String text;
    private @Nullable String html;
    private final List<String> attachments = new ArrayList<>();

    private MailRows() {}

    private static Field texts(String name) {
        return Columns.list(name, Columns.column("element", Columns.TEXT));
    }

    /** A message; its folder is open. */
    static Map<String, @Nullable Object> row(String folder, Message message) throws MessagingException, IOException {
        MailRows content = new MailRows();
        content.read(message, 0);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("uid", ((UIDFolder) message.getFolder()).getUID(message));
        row.put("folder", folder);
        row.put("message_id", header(message, "Message-ID"));
        row.put("from", first(addresses(message, "From")));
        row.put("to", addresses(message, "To"));
        row.put("cc", addresses(message, "Cc"));
        row.put("delivered_to", header(message, "Delivered-To"));
        row.put("subject", decoded(header(message, "Subject")));
        row.put("sent", instant(message.getSentDate()));
        row.put("received", instant(message.getReceivedDate()));
        row.put("seen", message.isSet(Flags.Flag.SEEN));
        row.put("size", (long) message.getSize());
        row.put("text", content.text);
        row.put("html", content.html);
        row.put("attachments", content.attachments);
        return row;
    }

    private static @Nullable String first(List<String> all) {
        return all.isEmpty() ? null : all.get(0);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static @Nullable String header(Part part, String name) throws MessagingException {
        String[] values = part.getHeader(name);
        return values == null || values.length == 0
                ? null
                : MimeUtility.unfold(values[0]).strip();
    }

    private static @Nullable String decoded(@Nullable String text) {
        try {
            return text == null ? null : MimeUtility.decodeText(text);
        } catch (UnsupportedEncodingException e) {
            return text;
        }
    }

    /** As they are written when somebody wrote what is no address. */
    private static List<String> addresses(Message message, String name) throws MessagingException {
        String[] written = message.getHeader(name);
        if (written == null) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        String line = String.join(", ", written);
        try {
            for (Address address : InternetAddress.parseHeader(line, false)) {
                all.add(address instanceof InternetAddress internet ? internet.toUnicodeString() : address.toString());
            }
        } catch (MessagingException e) {
            all.add(String.valueOf(decoded(MimeUtility.unfold(line))));
        }
        return all;
    }

    private void read(Part part, int depth) throws MessagingException, IOException {
        String name = fileName(part);
        if (depth > DEEPEST || name != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            attachments.add(name == null ? "" : name);
            return;
        }
        if (part.isMimeType("text/plain") && text == null) {
            text = content(part);
        } else if (part.isMimeType("text/html") && html == null) {
            html = content(part);
        } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                read(parts.getBodyPart(i), depth + 1);
            }
        }
    }

    private static @Nullable String fileName(Part part) throws MessagingException {
        try {
            return decoded(part.getFileName());
        } catch (ParseException e) {
            return null;
        }
    }

    /** By the charset that it names; UTF-8 when it names none, or one that nobody knows. */
    private static String content(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), charset(part));
        }
    }

    private static Charset charset(Part part) throws MessagingException {
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
