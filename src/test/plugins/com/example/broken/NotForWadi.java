package com.example.broken;

/** A class that has nothing to do with connections. */
public final class NotForWadi {
    static {
        System.setProperty("com.example.broken", "its code was run");
    }
}
