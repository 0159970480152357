/** Runs the same work over several peers and compares what they took for it. */
@NullMarked
package dev.portolan.bench;

import org.jspecify.annotations.NullMarked;
