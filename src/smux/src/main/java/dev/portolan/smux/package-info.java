/** The smux protocol on Netty: many streams multiplexed over one connection. */
@NullMarked
package dev.portolan.smux;

import org.jspecify.annotations.NullMarked;
