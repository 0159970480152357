/** Event loops, and the channels and socket options that fit them on this system. */
@NullMarked
package dev.portolan.transport.loop;

import org.jspecify.annotations.NullMarked;
