/** Benchmarks that compare peers with the same work. */
@NullMarked
package dev.portolan.bench;

import org.jspecify.annotations.NullMarked;
