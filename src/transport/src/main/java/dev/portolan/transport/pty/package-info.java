/** Terminals on a device. */
@NullMarked
package dev.portolan.transport.pty;

import org.jspecify.annotations.NullMarked;
