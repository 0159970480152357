/** The presence of devices, reported by an edge or probed. */
@NullMarked
package dev.portolan.transport.presence;

import org.jspecify.annotations.NullMarked;
