/**
 * What the mail connection types share: the server with its session, sign-in and TLS, what goes wrong with it in words,
 * and Camel's mail endpoint tied to it. Sees {@code spi}, camel-mail and Jakarta Mail.
 */
@NullMarked
package dev.wadi.connection.mail;

import org.jspecify.annotations.NullMarked;
