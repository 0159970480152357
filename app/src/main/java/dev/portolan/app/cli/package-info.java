/** The subcommands: the same work as in the window, without one. */
@NullMarked
package dev.portolan.app.cli;

import org.jspecify.annotations.NullMarked;
