/** Where an edge is, as whom to go there, and by way of which proxy. */
@NullMarked
package dev.portolan.transport.endpoint;

import org.jspecify.annotations.NullMarked;
