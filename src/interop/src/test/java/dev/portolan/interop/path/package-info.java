/** Complete paths of client, edge and device over TLS, with Go in one or two of the roles. */
@NullMarked
package dev.portolan.interop.path;

import org.jspecify.annotations.NullMarked;
