/** A session with an edge that reconnects after a loss or a GoAway. */
@NullMarked
package dev.portolan.transport.link;

import org.jspecify.annotations.NullMarked;
