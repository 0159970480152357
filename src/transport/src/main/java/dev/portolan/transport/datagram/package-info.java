/** Datagrams on a stream: the form that both ends of a UDP tunnel use. */
@NullMarked
package dev.portolan.transport.datagram;

import org.jspecify.annotations.NullMarked;
