/** The address, credentials and proxy for an edge. */
@NullMarked
package dev.portolan.transport.endpoint;

import org.jspecify.annotations.NullMarked;
