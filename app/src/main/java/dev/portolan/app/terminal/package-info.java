/**
 * Terminal emulation: hostile bytes in, a bounded screen out. Uses JediTerm's emulator behind a
 * filter of our own. Independent of JavaFX and the network.
 */
@NullMarked
package dev.portolan.app.terminal;

import org.jspecify.annotations.NullMarked;
