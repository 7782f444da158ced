/**
 * What {@code wadi doctor} looks at: each class examines one thing of an installation and says what is wrong and how to mend it.
 * It changes nothing, sees what commands see, and knows none of them.
 */
@NullMarked
package dev.wadi.cli.doctor;

import org.jspecify.annotations.NullMarked;
