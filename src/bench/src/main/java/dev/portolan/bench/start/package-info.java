/** Measures how long programs take to show their window. */
@NullMarked
package dev.portolan.bench.start;

import org.jspecify.annotations.NullMarked;
