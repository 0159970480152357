/** TLS for both ends: trust, identity, keys, certificates. */
@NullMarked
package dev.portolan.transport.tls;

import org.jspecify.annotations.NullMarked;
