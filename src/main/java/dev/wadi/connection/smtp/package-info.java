/** Connections that send mail. Sees {@code spi} and {@code connection.mail}. */
@NullMarked
package dev.wadi.connection.smtp;

import org.jspecify.annotations.NullMarked;
