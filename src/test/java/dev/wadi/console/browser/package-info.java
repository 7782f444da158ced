/** What people see and do: the pages in a real browser, against a service with real servers. */
@org.jspecify.annotations.NullMarked
package dev.wadi.console.browser;
