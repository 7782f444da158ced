package dev.wadi.spi;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What the class of a custom connection may know of it: the fields of its file, or what stands under {@code config} where a
 * stage describes it in place. Placeholders are resolved; {@link #connId} is the class's name when there is no file.
 */
public interface CustomContext extends ConnectionContext {

    /** The field {@code host}. */
    Optional<String> host();

    /** The field {@code port}. */
    Optional<Integer> port();

    /** The field {@code login}. */
    Optional<String> login();

    /** The field {@code password}. */
    Optional<String> password();

    /** The field {@code schema}. */
    Optional<String> schema();

    /** The rest of {@code extra}, or of {@code config}; values as in YAML. */
    Map<String, @Nullable Object> extra();

    /** What stands under {@code params}; values as in YAML. A record as the constructor's parameter is the better way. */
    Map<String, @Nullable Object> params();

    /** The connection's log. */
    Logger log();
}
