/** The smux engine against the original, with the random workload of README.md. */
@NullMarked
package dev.portolan.interop.mux;

import org.jspecify.annotations.NullMarked;
