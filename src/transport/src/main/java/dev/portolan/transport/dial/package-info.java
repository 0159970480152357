/**
 * From names to addresses to a channel, by way of a proxy or not, on which the edge has proven who
 * it is.
 */
@NullMarked
package dev.portolan.transport.dial;

import org.jspecify.annotations.NullMarked;
