/** The load generator, which only knows an address, and the service behind every peer. */
@NullMarked
package dev.portolan.bench.load;

import org.jspecify.annotations.NullMarked;
