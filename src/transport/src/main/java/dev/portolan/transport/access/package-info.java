/** Rules that say who may open what, in one grammar for edges and devices. */
@NullMarked
package dev.portolan.transport.access;

import org.jspecify.annotations.NullMarked;
