package dev.wadi.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keys of {@code extra} that Airflow knows and that have no meaning here: kept, exported, each a warning. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Ignores.List.class)
public @interface Ignores {

    /** Keys of {@code extra}. */
    String[] keys();

    /** Why, as the rest of a sentence that begins with the key: {@code chooses a Python driver}. */
    String because();

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        Ignores[] value();
    }
}
