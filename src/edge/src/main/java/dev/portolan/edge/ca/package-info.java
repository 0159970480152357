/** A certificate authority for an edge with its devices, and the folder that keeps it. */
@NullMarked
package dev.portolan.edge.ca;

import org.jspecify.annotations.NullMarked;
