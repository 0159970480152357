/** The receiving end of a stream: reads its opening message and hands it on. */
@NullMarked
package dev.portolan.transport.accept;

import org.jspecify.annotations.NullMarked;
