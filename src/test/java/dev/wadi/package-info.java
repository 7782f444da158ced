/** The architecture as tests. */
@NullMarked
package dev.wadi;

import org.jspecify.annotations.NullMarked;
