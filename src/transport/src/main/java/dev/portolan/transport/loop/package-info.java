/** Event loops with the matching channels and socket options. */
@NullMarked
package dev.portolan.transport.loop;

import org.jspecify.annotations.NullMarked;
