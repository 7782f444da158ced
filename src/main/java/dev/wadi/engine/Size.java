package dev.wadi.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory as people write it: {@code 512MB}, {@code 2GiB}, or a part of the machine's, {@code 25%}.
 *
 * @param amount how many of the unit
 * @param unit how many bytes; 0 for the hundredth part of the machine's
 */
record Size(BigDecimal amount, long unit) {

    static final Size NONE = new Size(BigDecimal.ZERO, 1);

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s*([a-z]+|%)", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Long> UNITS = Map.of(
            "%",
            0L,
            "kb",
            1000L,
            "mb",
            1000_000L,
            "gb",
            1000_000_000L,
            "tb",
            1000_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30,
            "tib",
            1L << 40);

    /** Empty when it is no size, less than a byte, more than there can be, or more than all of the machine's. */
    static Optional<Size> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        return unit == null
                ? Optional.empty()
                : Optional.of(new Size(new BigDecimal(matcher.group(1)), unit)).filter(Size::isFit);
    }

    private boolean isFit() {
        if (unit == 0) {
            return amount.signum() > 0 && amount.compareTo(BigDecimal.valueOf(100)) <= 0;
        }
        BigDecimal bytes = exact(unit);
        return bytes.compareTo(BigDecimal.ONE) >= 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    private BigDecimal exact(long each) {
        return amount.multiply(BigDecimal.valueOf(each));
    }

    /** The machine, or its container, is asked each time; the first time takes a while. */
    long bytes() {
        return exact(unit == 0 ? ofMachine() / 100 : unit).longValue();
    }

    private static long ofMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
