package dev.wadi.connection.smtp;

import dev.wadi.batch.Params;
import dev.wadi.batch.RowText;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends a mail for each row, or one mail with all rows as a table or an attachment, which goes out only when the last row
 * was read. Texts have {@code {column}} for the value of a column; a value never becomes a header of its own or another
 * address.
 */
final class MailSink {

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");
    private static final long LARGEST = 25L << 20;

    /** How rows become mails. */
    private enum Form {
        ROWS,
        TABLE,
        ATTACHMENT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final SmtpSender sender;
    private final Form form;
    private final Map<String, List<String>> addresses;
    private final @Nullable String from;
    private final @Nullable String subject;
    private final @Nullable String body;
    private final boolean html;
    private final String filename;
    private final boolean whenEmpty;

    MailSink(SmtpSender sender, SinkStage stage) {
        this.sender = sender;
        Params params = Params.of(stage.params());
        form = params.choice("as", Form.class).orElse(Form.ROWS);
        List<String> to = params.texts("to");
        addresses = Map.of(
                "to", to.isEmpty() ? stage.locator().map(List::of).orElse(List.of()) : to,
                "cc", params.texts("cc"),
                "bcc", params.texts("bcc"));
        from = params.text("from").orElse(null);
        subject = params.text("subject").orElse(null);
        body = params.text("body").orElse(null);
        html = params.flag("html", false);
        filename = params.text("filename").orElse("rows.csv");
        whenEmpty = params.flag("when_empty", true);
        params.done();
        if (stage.mode() != SinkMode.APPEND) {
            throw new IllegalArgumentException("mode: an smtp sink only appends, was "
                    + stage.mode().name().toLowerCase(Locale.ROOT));
        }
        if (form != Form.ROWS) {
            requireFixed(params);
        }
    }

    /** One mail for all rows has no row to take values from. */
    private void requireFixed(Params params) {
        if (addresses.getOrDefault("to", List.of()).isEmpty()) {
            throw params.wrong("to", "is missing: who gets the mail");
        }
        for (String text : new String[] {subject, body, from}) {
            if (text != null && COLUMN.matcher(text).find()) {
                throw params.wrong("as", "is " + form + ", so that no text can have {column}: there are many rows");
            }
        }
    }

    long write(BatchReader reader) throws Exception {
        return switch (form) {
            case ROWS -> each(reader);
            case TABLE -> together(reader, "wadi-mail-", ".html");
            case ATTACHMENT -> together(reader, "wadi-mail-", ".csv");
        };
    }

    private long each(BatchReader reader) throws MessagingException {
        RowText text = new RowText(reader.schema());
        long sent = 0;
        try (Rows.Cursor rows = Rows.iterate(reader)) {
            while (rows.hasNext()) {
                Map<String, @Nullable Object> row = rows.next();
                try {
                    sender.send(mail(text, row));
                } catch (MessagingException e) {
                    throw new MessagingException(at(sent) + refusal(e), e);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(at(sent) + e.getMessage(), e);
                }
                sent++;
            }
        }
        return sent;
    }

    private static String at(long sent) {
        return "row " + (sent + 1) + (sent == 0 ? ": " : ", after " + sent + " mails were sent: ");
    }

    private static String refusal(MessagingException e) {
        String message =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
        return "the mail was refused: " + message;
    }

    private MimeMessage mail(RowText text, Map<String, @Nullable Object> row) throws MessagingException {
        MimeMessage mail = new MimeMessage(sender.getSession());
        String own = filled(text, row, from, "from");
        if (own != null) {
            mail.setFrom(address(own, "from"));
        }
        for (Map.Entry<String, List<String>> kind : addresses.entrySet()) {
            recipients(mail, text, row, kind.getKey(), kind.getValue());
        }
        if (mail.getAllRecipients() == null) {
            throw new IllegalArgumentException("the mail has no recipient. Set params.to, or have a column 'to'");
        }
        String title = filled(text, row, subject, "subject");
        if (title != null) {
            mail.setSubject(oneLine(title, "subject"), "UTF-8");
        }
        String content = html && body != null ? filledHtml(text, row) : filled(text, row, body, "body");
        mail.setContent(
                content == null ? "" : content, html ? "text/html; charset=UTF-8" : "text/plain; charset=UTF-8");
        return mail;
    }

    /** A param with its columns filled in; without the param, the column of its name. */
    private static @Nullable String filled(
            RowText text, Map<String, @Nullable Object> row, @Nullable String template, String name) {
        if (template == null) {
            Object value = row.get(name);
            return value == null ? null : text.shown(name, value);
        }
        return replaced(row, template, column -> text.shown(column, row.get(column)));
    }

    private String filledHtml(RowText text, Map<String, @Nullable Object> row) {
        return replaced(row, String.valueOf(body), column -> HtmlTable.escaped(text.shown(column, row.get(column))));
    }

    private static String replaced(
            Map<String, @Nullable Object> row, String template, java.util.function.UnaryOperator<String> value) {
        return COLUMN.matcher(template).replaceAll(found -> {
            String column = found.group(1);
            if (!row.containsKey(column)) {
                throw new IllegalArgumentException("there is no column '" + column + "', which params name. There are "
                        + String.join(", ", row.keySet()));
            }
            return Matcher.quoteReplacement(value.apply(column));
        });
    }

    private static void recipients(
            MimeMessage mail, RowText text, Map<String, @Nullable Object> row, String kind, List<String> templates)
            throws MessagingException {
        Message.RecipientType type =
                switch (kind) {
                    case "cc" -> Message.RecipientType.CC;
                    case "bcc" -> Message.RecipientType.BCC;
                    default -> Message.RecipientType.TO;
                };
        for (String template : templates) {
            boolean ofRow = COLUMN.matcher(template).find();
            for (String each : ofRow ? new String[] {template} : template.split(",", -1)) {
                mail.addRecipient(type, address(String.valueOf(filled(text, row, each, kind)), kind));
            }
        }
        Object own = row.get(kind);
        if (templates.isEmpty() && own != null) {
            List<?> all = own instanceof List<?> list ? list : List.of(own);
            for (Object each : all) {
                mail.addRecipient(type, address(String.valueOf(each), kind));
            }
        }
    }

    /** Exactly one address: a value from a row must not add another recipient or header. */
    private static InternetAddress address(String text, String what) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(oneLine(text, what), true);
            if (parsed.length == 1 && !parsed[0].isGroup()) {
                parsed[0].validate();
                return parsed[0];
            }
        } catch (AddressException e) {
            // said below, without the text
        }
        throw new IllegalArgumentException("the value of '" + what + "' is not one mail address");
    }

    private static String oneLine(String text, String what) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the value of '" + what + "' has line breaks or control characters, which a header must not have");
        }
        return text;
    }

    private long together(BatchReader reader, String prefix, String suffix) throws Exception {
        Path file = Files.createTempFile(prefix, suffix);
        try {
            long count = form == Form.TABLE ? table(reader, file) : csv(reader, file);
            if (count > 0 || whenEmpty) {
                sender.send(mail(file));
            }
            return count;
        } finally {
            Files.delete(file);
        }
    }

    private static void requireSmall(long bytes) {
        if (bytes > LARGEST) {
            throw new IllegalArgumentException("the rows are more than 25 MiB, which is too much for a mail."
                    + " Write them to a file or bucket, and mail where they are");
        }
    }

    private static long table(BatchReader reader, Path file) throws IOException {
        HtmlTable table = new HtmlTable(reader.schema());
        return lines(reader, file, table.begin(), table::row, table.end());
    }

    private static long csv(BatchReader reader, Path file) throws IOException {
        RowText text = new RowText(reader.schema());
        return lines(reader, file, text.csvHeader() + "\r\n", row -> text.csv(row) + "\r\n", "");
    }

    private static long lines(
            BatchReader reader,
            Path file,
            String begin,
            java.util.function.Function<Map<String, @Nullable Object>, String> line,
            String end)
            throws IOException {
        long count = 0;
        long size = 0;
        try (Writer out = Files.newBufferedWriter(file);
                Rows.Cursor rows = Rows.iterate(reader)) {
            out.write(begin);
            while (rows.hasNext()) {
                String text = line.apply(rows.next());
                size += text.length();
                requireSmall(size);
                out.write(text);
                count++;
            }
            out.write(end);
        }
        return count;
    }

    private MimeMessage mail(Path file) throws MessagingException, IOException {
        MimeMessage mail = new MimeMessage(sender.getSession());
        RowText none = new RowText(new org.apache.arrow.vector.types.pojo.Schema(List.of()));
        if (from != null) {
            mail.setFrom(address(from, "from"));
        }
        for (Map.Entry<String, List<String>> kind : addresses.entrySet()) {
            recipients(mail, none, Map.of(), kind.getKey(), kind.getValue());
        }
        if (subject != null) {
            mail.setSubject(oneLine(subject, "subject"), "UTF-8");
        }
        if (form == Form.TABLE) {
            String intro = body == null ? "" : html ? body : "<p>" + HtmlTable.escaped(body) + "</p>\n";
            mail.setContent(intro + Files.readString(file, StandardCharsets.UTF_8), "text/html; charset=UTF-8");
            return mail;
        }
        mail.setContent(new MimeMultipart(text(), attachment(file)));
        return mail;
    }

    private MimeBodyPart text() throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setContent(body == null ? "" : body, html ? "text/html; charset=UTF-8" : "text/plain; charset=UTF-8");
        return text;
    }

    private MimeBodyPart attachment(Path file) throws MessagingException, IOException {
        MimeBodyPart part = new MimeBodyPart();
        part.attachFile(file.toFile(), "text/csv; charset=UTF-8", "base64");
        part.setFileName(oneLine(filename, "filename"));
        return part;
    }
}
