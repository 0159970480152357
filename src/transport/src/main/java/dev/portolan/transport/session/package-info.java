/** The HTTP upgrade of a dialled connection to a session. */
@NullMarked
package dev.portolan.transport.session;

import org.jspecify.annotations.NullMarked;
