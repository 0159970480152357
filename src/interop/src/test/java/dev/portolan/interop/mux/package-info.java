/** The multiplexer alone against real smux: the random workload that README.md describes. */
@NullMarked
package dev.portolan.interop.mux;

import org.jspecify.annotations.NullMarked;
