/** Datagrams on the stream of a UDP tunnel. */
@NullMarked
package dev.portolan.transport.datagram;

import org.jspecify.annotations.NullMarked;
