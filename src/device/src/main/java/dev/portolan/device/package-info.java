/** A device that serves tunnels and terminals to an edge. */
@NullMarked
package dev.portolan.device;

import org.jspecify.annotations.NullMarked;
