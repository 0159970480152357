/**
 * A session with an edge that is kept up: made again when it is lost, and moved when the edge asks
 * for it.
 */
@NullMarked
package dev.portolan.transport.link;

import org.jspecify.annotations.NullMarked;
