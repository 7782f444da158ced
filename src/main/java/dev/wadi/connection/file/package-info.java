/**
 * Connections to a folder of this machine. Its routes read and write below the folder and nowhere else, whatever names
 * and links they meet.
 */
@NullMarked
package dev.wadi.connection.file;

import org.jspecify.annotations.NullMarked;
