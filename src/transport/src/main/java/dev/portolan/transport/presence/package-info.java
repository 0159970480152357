/** Which devices are there: as an edge tells it, or as a question finds out. */
@NullMarked
package dev.portolan.transport.presence;

import org.jspecify.annotations.NullMarked;
