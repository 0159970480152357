/**
 * The terminal without a window: hostile bytes in, a bounded screen out. JediTerm's emulator does
 * the work behind a filter of our own; nothing here knows JavaFX or the network.
 */
@NullMarked
package dev.portolan.app.terminal;

import org.jspecify.annotations.NullMarked;
