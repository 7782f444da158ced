/** Connections that read mail. Sees {@code spi} and {@code connection.mail}. */
@NullMarked
package dev.wadi.connection.imap;

import org.jspecify.annotations.NullMarked;
