/** The server's side of SOCKS: which service a local program asks for, and the answer. */
@NullMarked
package dev.portolan.transport.socks;

import org.jspecify.annotations.NullMarked;
