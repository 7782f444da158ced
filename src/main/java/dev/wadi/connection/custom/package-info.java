/**
 * Connections that are a class of somebody's own, from a plugin: with any of tap, sink, statement and schema, or a Camel
 * component. It uses the plugin door itself, and so shows that the door is wide enough.
 */
@NullMarked
package dev.wadi.connection.custom;

import org.jspecify.annotations.NullMarked;
