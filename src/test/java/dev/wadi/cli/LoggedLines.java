package dev.wadi.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.LayoutBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the log of this process writes, in a list. */
final class LoggedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT");
    private final List<String> written = new CopyOnWriteArrayList<>();
    private LayoutBase<ILoggingEvent> layout = new LogLine();

    /** Begins to listen, and writes lines like this. */
    void begin(LayoutBase<ILoggingEvent> wanted) {
        layout = wanted;
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    List<String> written() {
        return written;
    }

    @Override
    protected void append(ILoggingEvent event) {
        written.add(layout.doLayout(event));
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }
}
