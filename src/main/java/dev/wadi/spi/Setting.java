package dev.wadi.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One setting of a connection type: a component of its settings record.
 *
 * <p>The component's type says what may be written: {@code String}; {@code int}, {@code long}, {@code double} and their
 * boxes; {@code boolean} ({@code true false yes no on off 1 0} in any case); {@code Duration} (a number of seconds, or
 * {@code 500ms}, {@code 30s}, {@code 5m}); an enum (in any case, {@code -} and {@code _} alike; shown by
 * {@code toString}); {@code List<String>} (a list, or text parted by commas); {@code Map<String, Object>} (an object, or
 * its JSON text); a record whose components carry {@code @Setting} (an object, or its JSON text). A component that may be
 * absent is {@code @Nullable} or has a default.
 *
 * <p>Settings that several types share are a record of their own: a component of that type without {@code @Setting} stands
 * for all of its components, at their own keys.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** Where it stands. */
    Field field() default Field.EXTRA;

    /** The key in {@code extra}; the component's name with {@code _} between its words when empty. */
    String key() default "";

    /** Other keys that mean the same; the first that is present counts. */
    String[] aliases() default {};

    /** What people see in a form; made from the key when empty. */
    String label() default "";

    /** What it does, with its unit, in one or two sentences. */
    String description();

    /** The value when it is absent, as it would be written; empty when there is none. */
    String defaultValue() default "";

    /** An example for forms and the reference. */
    String example() default "";

    /** Whether it must be given. */
    boolean required() default false;

    /** Whether it is never shown. */
    boolean secret() default false;

    /** The least number that is allowed. */
    long min() default Long.MIN_VALUE;

    /** The greatest number that is allowed. */
    long max() default Long.MAX_VALUE;
}
