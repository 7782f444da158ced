package dev.wadi.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: {@code 512MB}, {@code 2GiB}, or a part of the machine's, {@code 25%}. */
final class SizeText {

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s*([a-z]+|%)", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Long> UNITS = Map.of(
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

    private SizeText() {}

    /** Bytes; empty when it is no size, no whole byte, or more than a percentage may be. */
    static OptionalLong parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        if (unit.equals("%")) {
            return number.compareTo(BigDecimal.valueOf(100)) > 0
                    ? OptionalLong.empty()
                    : bytes(number, ofMachine() / 100);
        }
        Long size = UNITS.get(unit);
        return size == null ? OptionalLong.empty() : bytes(number, size);
    }

    private static OptionalLong bytes(BigDecimal number, long unit) {
        BigDecimal bytes = number.multiply(BigDecimal.valueOf(unit));
        boolean fits = bytes.compareTo(BigDecimal.ONE) >= 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? OptionalLong.of(bytes.longValue()) : OptionalLong.empty();
    }

    /** The memory of the machine, or of the container. */
    private static long ofMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
