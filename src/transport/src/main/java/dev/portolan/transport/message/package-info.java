/** The opening messages of streams: types, codec and payloads. */
@NullMarked
package dev.portolan.transport.message;

import org.jspecify.annotations.NullMarked;
