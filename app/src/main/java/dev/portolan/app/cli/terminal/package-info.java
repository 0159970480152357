/** The local terminal of the command line. */
@NullMarked
package dev.portolan.app.cli.terminal;

import org.jspecify.annotations.NullMarked;
