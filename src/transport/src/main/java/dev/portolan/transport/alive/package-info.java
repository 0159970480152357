/** Liveness checks of open sessions. */
@NullMarked
package dev.portolan.transport.alive;

import org.jspecify.annotations.NullMarked;
