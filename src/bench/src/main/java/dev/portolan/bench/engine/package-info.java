/** The engine as a program with the roles, arguments and output of the Go peer. */
@NullMarked
package dev.portolan.bench.engine;

import org.jspecify.annotations.NullMarked;
