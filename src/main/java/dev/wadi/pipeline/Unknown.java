package dev.wadi.pipeline;

import dev.wadi.config.Nearest;
import dev.wadi.config.Node;
import dev.wadi.config.Problem;
import dev.wadi.config.Problem.Severity;
import dev.wadi.config.Problems;
import java.util.Collection;

/** Words that nobody knows. */
final class Unknown {

    private Unknown() {}

    /** {@code Did you mean 'x'? } or nothing. */
    static String near(String written, Collection<String> known) {
        return Nearest.didYouMean(written, known);
    }

    /**
     * Reports a key that is not known.
     *
     * @param hint what else there is to say, as a sentence without its end; may be empty
     * @param accepts what is known, such as {@code A tap accepts: name, kind}
     */
    static void key(
            Node.Scalar key,
            String path,
            Severity severity,
            String hint,
            Collection<String> known,
            String accepts,
            Problems problems) {
        String near = hint.isEmpty() ? near(key.text(), known) : hint + ". ";
        problems.add(new Problem(severity, key.place(), path, "unknown key", near + accepts));
    }
}
