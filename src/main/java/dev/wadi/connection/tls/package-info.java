/**
 * What every connection type that speaks TLS shares: certificates and private keys in PEM files, whom a connection trusts,
 * and who it says it is. A type decides when to read the files, and in which words to say that it could not; nothing here
 * is trusted unless a setting asks for it. Sees the JDK only, so that plugins can use it too.
 */
@NullMarked
package dev.wadi.connection.tls;

import org.jspecify.annotations.NullMarked;
