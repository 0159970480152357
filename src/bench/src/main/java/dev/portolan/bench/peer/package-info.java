/** Peers: the processes that carry the work. */
@NullMarked
package dev.portolan.bench.peer;

import org.jspecify.annotations.NullMarked;
