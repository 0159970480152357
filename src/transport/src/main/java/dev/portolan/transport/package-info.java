/** The qbee-v1 protocol, seen from a client. */
@NullMarked
package dev.portolan.transport;

import org.jspecify.annotations.NullMarked;
