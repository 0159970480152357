/**
 * TLS as both ends use it: whom to trust, who this side is, and the keys and certificates of both.
 */
@NullMarked
package dev.portolan.transport.tls;

import org.jspecify.annotations.NullMarked;
