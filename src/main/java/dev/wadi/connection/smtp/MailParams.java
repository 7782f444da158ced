package dev.wadi.connection.smtp;

import dev.wadi.batch.Params;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sink's params say of its mails.
 *
 * @param addresses of each of {@code to}, {@code cc} and {@code bcc}
 * @param whenEmpty whether one mail for all rows goes out without rows, too
 */
record MailParams(
        Form form,
        Map<String, List<String>> addresses,
        @Nullable String from,
        @Nullable String subject,
        @Nullable String body,
        boolean html,
        String filename,
        boolean whenEmpty) {

    /** How rows become mails. */
    enum Form {
        ROWS,
        TABLE,
        ATTACHMENT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when they are wrong; the message names the param
     */
    static MailParams of(SinkStage stage) {
        Params params = Params.of(stage.params());
        Form form = params.choice("as", Form.class).orElse(Form.ROWS);
        List<String> to = params.texts("to");
        MailParams read = new MailParams(
                form,
                Map.of(
                        "to", to.isEmpty() ? stage.locator().map(List::of).orElse(List.of()) : to,
                        "cc", params.texts("cc"),
                        "bcc", params.texts("bcc")),
                params.text("from").orElse(null),
                params.text("subject").orElse(null),
                params.text("body").orElse(null),
                params.flag("html", false),
                params.text("filename").orElse("rows.csv"),
                params.flag("when_empty", true));
        params.done();
        if (stage.mode() != SinkMode.APPEND) {
            throw new IllegalArgumentException("mode: an smtp sink only appends, was "
                    + stage.mode().name().toLowerCase(Locale.ROOT));
        }
        if (form != Form.ROWS) {
            read.requireFixed(params);
        }
        return read;
    }

    /** One mail for all rows has no row to take values from. */
    private void requireFixed(Params params) {
        if (addresses.getOrDefault("to", List.of()).isEmpty()) {
            throw params.wrong("to", "is missing: who gets the mail");
        }
        for (String text : new String[] {subject, body, from}) {
            if (text != null && RowTexts.hasColumns(text)) {
                throw params.wrong("as", "is " + form + ", so that no text can have {column}: there are many rows");
            }
        }
    }

    /** The type of what {@link #body} says. */
    String contentType() {
        return html ? "text/html; charset=UTF-8" : "text/plain; charset=UTF-8";
    }
}
