/** How soon a window is there after its program was started, and what that costs. */
@NullMarked
package dev.portolan.bench.start;

import org.jspecify.annotations.NullMarked;
