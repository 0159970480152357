/** Multiplexing of one connection into many streams, the smux protocol, on Netty. */
@NullMarked
package dev.portolan.smux;

import org.jspecify.annotations.NullMarked;
