/** Dialling: name resolution, TCP, proxy and TLS up to a verified connection. */
@NullMarked
package dev.portolan.transport.dial;

import org.jspecify.annotations.NullMarked;
