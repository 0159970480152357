/** Pairs two channels so that bytes pass between them. */
@NullMarked
package dev.portolan.transport.relay;

import org.jspecify.annotations.NullMarked;
