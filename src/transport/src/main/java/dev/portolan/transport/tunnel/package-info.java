/** Local ports that lead to services on a device. */
@NullMarked
package dev.portolan.transport.tunnel;

import org.jspecify.annotations.NullMarked;
