package dev.wadi.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keys that a settings record refuses, each a problem: what would run code, read files or weaken security, and what
 * Airflow knows and the driver cannot do. Keys are compared without case, {@code -} and {@code _}, after decoding, so
 * that other spellings of a dangerous key are refused as well.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Refuses.List.class)
public @interface Refuses {

    /** Keys of {@code extra}. */
    String[] keys() default {};

    /** Fields that must be empty. */
    Field[] fields() default {};

    /** Why, as the rest of a sentence that begins with the key: {@code would load a class that the file names}. */
    String because();

    /** What to do instead, a sentence without its full stop. */
    String instead() default "Remove it";

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        Refuses[] value();
    }
}
