/** The qbee-v1 protocol, seen from those who dial an edge: clients and devices. */
@NullMarked
package dev.portolan.transport;

import org.jspecify.annotations.NullMarked;
