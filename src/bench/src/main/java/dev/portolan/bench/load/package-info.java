/** The work, which only knows an address to connect to, and the service behind every peer. */
@NullMarked
package dev.portolan.bench.load;

import org.jspecify.annotations.NullMarked;
