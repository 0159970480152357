/** The first bytes of every stream: types, codec and the forms of their payloads. */
@NullMarked
package dev.portolan.transport.message;

import org.jspecify.annotations.NullMarked;
