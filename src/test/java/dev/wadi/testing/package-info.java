/** Real servers for tests, each a small class that is started once per JVM, and what tests share. */
@NullMarked
package dev.wadi.testing;

import org.jspecify.annotations.NullMarked;
