/** Whether somebody still answers at the other end of a session that is open. */
@NullMarked
package dev.portolan.transport.alive;

import org.jspecify.annotations.NullMarked;
