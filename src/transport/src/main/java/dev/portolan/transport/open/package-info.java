/** Opening a stream: its request and the answer. */
@NullMarked
package dev.portolan.transport.open;

import org.jspecify.annotations.NullMarked;
