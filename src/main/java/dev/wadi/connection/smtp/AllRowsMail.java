package dev.wadi.connection.smtp;

import dev.wadi.batch.RowText;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One mail with all rows as a table or an attachment, which goes out only when the last row was read. */
final class AllRowsMail {

    private static final long LARGEST = 25L << 20;

    private final SmtpSender sender;
    private final MailParams params;
    private final boolean isTable;

    AllRowsMail(SmtpSender sender, MailParams params) {
        this.sender = sender;
        this.params = params;
        this.isTable = params.form() == MailParams.Form.TABLE;
    }

    /** Sends it, and says how many rows it has. */
    long send(BatchReader reader) throws Exception {
        Path file = Files.createTempFile("wadi-mail-", isTable ? ".html" : ".csv");
        try {
            long count = isTable ? table(reader, file) : csv(reader, file);
            if (count > 0 || params.whenEmpty()) {
                sender.send(mail(file));
            }
            return count;
        } finally {
            Files.delete(file);
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
            Function<Map<String, @Nullable Object>, String> line,
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

    private static void requireSmall(long bytes) {
        if (bytes > LARGEST) {
            throw new IllegalArgumentException("the rows are more than 25 MiB, which is too much for a mail."
                    + " Write them to a file or bucket, and mail where they are");
        }
    }

    private MimeMessage mail(Path file) throws MessagingException, IOException {
        MimeMessage mail = new MimeMessage(sender.getSession());
        Headers headers = new Headers(mail, RowTexts.withoutRow());
        headers.from(params.from());
        headers.recipients(params.addresses());
        headers.subject(params.subject());
        if (isTable) {
            mail.setContent(intro() + Files.readString(file, StandardCharsets.UTF_8), "text/html; charset=UTF-8");
            return mail;
        }
        mail.setContent(new MimeMultipart(text(), attachment(file)));
        return mail;
    }

    private String intro() {
        String body = params.body();
        if (body == null) {
            return "";
        }
        return params.html() ? body : "<p>" + HtmlTable.escaped(body) + "</p>\n";
    }

    private MimeBodyPart text() throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        String body = params.body();
        text.setContent(body == null ? "" : body, params.contentType());
        return text;
    }

    private MimeBodyPart attachment(Path file) throws MessagingException, IOException {
        MimeBodyPart part = new MimeBodyPart();
        part.attachFile(file.toFile(), "text/csv; charset=UTF-8", "base64");
        part.setFileName(Headers.oneLine(params.filename(), "filename"));
        return part;
    }
}
