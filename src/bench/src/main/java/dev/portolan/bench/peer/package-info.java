/** What carries the work: chains of processes that end in an address. */
@NullMarked
package dev.portolan.bench.peer;

import org.jspecify.annotations.NullMarked;
