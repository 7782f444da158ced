package dev.wadi.connection.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import dev.wadi.spi.Setting;
import dev.wadi.spi.SettingProblems;
import org.jspecify.annotations.Nullable;

/** {@code extra.wadi.pool}: HikariCP's options under their own names; all times are milliseconds. */
public record PoolSettings(
        @Setting(
                        key = "maximumPoolSize",
                        description =
                                "The most connections that are open at a time; 10 unless the type says otherwise. Two for each"
                                        + " processor of the database is usually enough, more is often slower.",
                        min = 1,
                        max = 10_000,
                        example = "10")
                @Nullable
                Integer maximumPoolSize,
        @Setting(
                        key = "minimumIdle",
                        description =
                                "How many connections are kept open while nobody uses them. With 0 a connection that no route"
                                        + " uses costs the server nothing.",
                        defaultValue = "0",
                        min = 0,
                        max = 10_000)
                int minimumIdle,
        @Setting(
                        key = "connectionTimeout",
                        description = "How long work waits for a connection before it fails, in ms.",
                        defaultValue = "30000",
                        min = 250)
                long connectionTimeout,
        @Setting(
                        key = "idleTimeout",
                        description = "When a connection that nobody uses is closed, in ms; 0 is never.",
                        defaultValue = "600000",
                        min = 0)
                long idleTimeout,
        @Setting(
                        key = "maxLifetime",
                        description =
                                "When a connection is replaced, in ms; 0 is never. Keep it below the limit that the server, a"
                                        + " proxy or a firewall has.",
                        defaultValue = "1800000",
                        min = 0)
                long maxLifetime,
        @Setting(
                        key = "keepaliveTime",
                        description =
                                "How often an idle connection is tried, in ms; 0 is never. Set it where a firewall drops idle"
                                        + " connections.",
                        defaultValue = "0",
                        min = 0)
                long keepaliveTime,
        @Setting(
                        key = "validationTimeout",
                        description =
                                "How long trying a connection may take before it counts as broken, in ms: 5000, or"
                                        + " connectionTimeout when that is less.",
                        min = 250)
                @Nullable
                Integer validationTimeout,
        @Setting(
                        key = "leakDetectionThreshold",
                        description =
                                "After how long in use a connection is logged as a possible leak, in ms; 0 is never. For"
                                        + " finding leaks, not for every day.",
                        defaultValue = "0",
                        min = 0)
                long leakDetectionThreshold) {

    private static final long VALIDATION_MILLIS = 5_000;

    private static final PoolSettings DEFAULTS = new PoolSettings(null, 0, 30_000, 600_000, 1_800_000, 0, null, 0);

    /** What holds when a file says nothing of the pool. */
    public static PoolSettings defaults() {
        return DEFAULTS;
    }

    /** These settings, or the defaults when there are none. */
    static PoolSettings orDefaults(@Nullable PoolSettings settings) {
        return settings == null ? DEFAULTS : settings;
    }

    /** The same with other bounds of the number of connections. */
    public PoolSettings withSize(int maximum, int idle) {
        return new PoolSettings(
                maximum,
                idle,
                connectionTimeout,
                idleTimeout,
                maxLifetime,
                keepaliveTime,
                validationTimeout,
                leakDetectionThreshold);
    }

    /** Reports what the bounds of the single settings cannot say; for a type's {@code check}. */
    public static void check(@Nullable PoolSettings settings, SettingProblems problems) {
        if (settings != null) {
            settings.checkSize(problems);
            settings.checkTimes(problems);
        }
    }

    private void checkSize(SettingProblems problems) {
        if (maximumPoolSize != null && minimumIdle > maximumPoolSize) {
            problems.problem(
                    "extra.wadi.pool.minimumIdle",
                    "must not be greater than maximumPoolSize (" + maximumPoolSize + "), was " + minimumIdle,
                    "Remove the line to use 0");
        }
    }

    private void checkTimes(SettingProblems problems) {
        zeroOrAtLeast("idleTimeout", idleTimeout, 10_000, 600_000, problems);
        zeroOrAtLeast("maxLifetime", maxLifetime, 30_000, 1_800_000, problems);
        zeroOrAtLeast("keepaliveTime", keepaliveTime, 30_000, 0, problems);
        zeroOrAtLeast("leakDetectionThreshold", leakDetectionThreshold, 2_000, 0, problems);
        if (validationTimeout != null && validationTimeout > connectionTimeout) {
            problems.problem(
                    "extra.wadi.pool.validationTimeout",
                    "must not be greater than connectionTimeout (" + connectionTimeout + "), was " + validationTimeout,
                    "Make it less than connectionTimeout");
        }
        belowLifetime("keepaliveTime", keepaliveTime, problems);
        belowLifetime("leakDetectionThreshold", leakDetectionThreshold, problems);
    }

    private void belowLifetime(String key, long value, SettingProblems problems) {
        if (maxLifetime > 0 && value >= maxLifetime) {
            problems.problem(
                    "extra.wadi.pool." + key,
                    "must be less than maxLifetime (" + maxLifetime + "), was " + value,
                    "Remove the line to use 0");
        }
    }

    private static void zeroOrAtLeast(String key, long value, long least, long normal, SettingProblems problems) {
        if (value != 0 && value < least) {
            problems.problem(
                    "extra.wadi.pool." + key,
                    "must be 0 or at least " + least + " ms, was " + value,
                    "Remove the line to use " + normal);
        }
    }

    /** How many connections at most, for a type that opens {@code usual} when nothing is said. */
    int maximum(int usual) {
        return maximumPoolSize == null ? Math.max(usual, minimumIdle) : maximumPoolSize;
    }

    HikariConfig toHikari(int usualSize) {
        HikariConfig config = new HikariConfig();
        applyTo(config, usualSize);
        config.setKeepaliveTime(keepaliveTime);
        return config;
    }

    /** What may also change while a pool is open: all but {@code keepaliveTime}. */
    void applyTo(HikariConfigMXBean config, int usualSize) {
        config.setMaximumPoolSize(maximum(usualSize));
        config.setMinimumIdle(minimumIdle);
        config.setConnectionTimeout(connectionTimeout);
        config.setValidationTimeout(
                validationTimeout == null ? Math.min(VALIDATION_MILLIS, connectionTimeout) : validationTimeout);
        config.setIdleTimeout(idleTimeout);
        config.setMaxLifetime(maxLifetime);
        config.setLeakDetectionThreshold(leakDetectionThreshold);
    }
}
