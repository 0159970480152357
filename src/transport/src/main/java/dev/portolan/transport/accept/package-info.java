/** Accepting streams: reading their opening messages. */
@NullMarked
package dev.portolan.transport.accept;

import org.jspecify.annotations.NullMarked;
