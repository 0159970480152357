/** Figures of a program for its administrator, over HTTP and for this computer only. */
@NullMarked
package dev.portolan.edge.metrics;

import org.jspecify.annotations.NullMarked;
