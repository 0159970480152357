/** One stream: its request, the wait for an answer, and what came of it. */
@NullMarked
package dev.portolan.transport.open;

import org.jspecify.annotations.NullMarked;
