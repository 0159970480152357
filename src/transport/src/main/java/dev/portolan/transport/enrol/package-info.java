/** How a device with a key of its own gets its certificate from an edge. */
@NullMarked
package dev.portolan.transport.enrol;

import org.jspecify.annotations.NullMarked;
