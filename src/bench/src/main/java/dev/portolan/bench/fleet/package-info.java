/** Many devices on one edge: its memory and CPU, and its restart. */
@NullMarked
package dev.portolan.bench.fleet;

import org.jspecify.annotations.NullMarked;
