/** The way to an edge: endpoint, trust, proxy, upgrade, and streams opened over it. */
@NullMarked
package dev.portolan.transport.connect;

import org.jspecify.annotations.NullMarked;
