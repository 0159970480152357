/** What a connection that was dialled becomes by an HTTP upgrade: a session with an edge. */
@NullMarked
package dev.portolan.transport.session;

import org.jspecify.annotations.NullMarked;
