/** Forwarding of bytes between two channels. */
@NullMarked
package dev.portolan.transport.relay;

import org.jspecify.annotations.NullMarked;
