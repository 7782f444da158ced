package dev.wadi.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import dev.wadi.engine.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log: one line for people, or one JSON object for programs ({@code wadi.log.format=json}), on standard error.
 *
 * <p>In code because reading {@code logback.xml} takes a third of the time of a short command. A {@code logback.xml} of
 * the user's counts before it.
 */
@ConfiguratorRank(ConfiguratorRank.FALLBACK + 1)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

    /** Libraries that say more at INFO than people want to read. */
    private static final List<String> QUIET = List.of(
            "com.zaxxer.hikari",
            "io.netty",
            "io.vertx",
            "org.apache.arrow",
            "org.apache.camel",
            "org.apache.hc",
            "org.apache.http",
            "org.apache.kafka",
            "org.apache.sshd",
            "org.quartz",
            "org.springframework",
            "software.amazon.awssdk");

    /** They warn of each session that broke, with a stack trace. Who uses it says so; one that nobody uses is replaced. */
    private static final List<String> OF_BROKEN_SESSIONS = List.of(
            "com.zaxxer.hikari.pool.PoolBase",
            "com.zaxxer.hikari.pool.ProxyConnection",
            "com.zaxxer.hikari.util.ConcurrentBag");

    /** Camel's word about exchanges that failed, with the steps that they passed. */
    static final String ERROR_HANDLERS = "org.apache.camel.processor.errorhandler";

    /** Above the logs of all runs. */
    private static final String RUNS = "dev.wadi.run";

    /** The one that writes the log; null before the first line, and when a file of the user's says how it is written. */
    private static @Nullable ConsoleAppender<ILoggingEvent> own;

    private static @Nullable LogFormat format;

    /** Writes the log in this format from now on, unless a file of the user's says how it is written. */
    static synchronized void use(LogFormat wanted) {
        boolean changes = wanted != format;
        format = wanted;
        ConsoleAppender<ILoggingEvent> console = own;
        if (changes && console != null) {
            console.setEncoder(encoder((LoggerContext) console.getContext()));
        }
    }

    /** Lets the service say less, for a command that shows its runs itself; not their own logs. */
    static void quiet(boolean isQuiet) {
        level("ROOT", isQuiet ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO);
        level(RUNS, isQuiet ? org.slf4j.event.Level.INFO : null);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context && isOurs()) {
            context.getLogger(ERROR_HANDLERS).setLevel(isQuiet ? Level.OFF : null);
        }
    }

    /** Lets nothing through, for a command that says itself what fails; unless a file of the user's says where it goes. */
    static synchronized void silent(boolean isSilent) {
        LoggerFactory.getILoggerFactory(); // it is configured by now
        ConsoleAppender<ILoggingEvent> console = own;
        if (console != null) {
            console.clearAllFilters();
            if (isSilent) {
                console.addFilter(new Nothing());
            }
        }
    }

    private static final class Nothing extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return FilterReply.DENY;
        }
    }

    /** Lets a logger say this much, or as much as the one above it, unless a file of the user's says how much. */
    static void level(String logger, org.slf4j.event.@Nullable Level level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context && isOurs()) {
            context.getLogger(logger).setLevel(level == null ? null : Level.convertAnSLF4JLevel(level));
        }
    }

    private static synchronized boolean isOurs() {
        return own != null;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        configureConsole(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static synchronized void configureConsole(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(context));
        console.start();
        QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        OF_BROKEN_SESSIONS.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        context.getLogger("ROOT").setLevel(Level.INFO);
        context.getLogger("ROOT").addAppender(console);
        context.addTurboFilter(new ToldFailures());
        context.addTurboFilter(new MissingConnections());
        context.addTurboFilter(new FailuresOnce());
        own = console;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        LayoutBase<ILoggingEvent> layout = isJson() ? new JsonLine() : new LogLine();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    /** What was asked for; else the variable alone, for what is logged before the settings are read. */
    private static boolean isJson() {
        return format == null ? "json".equals(System.getenv("WADI_LOG_FORMAT")) : format == LogFormat.JSON;
    }
}
