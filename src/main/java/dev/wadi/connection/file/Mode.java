package dev.wadi.connection.file;

/** What a connection may do with its folder. */
enum Mode {
    READ,
    READWRITE
}
