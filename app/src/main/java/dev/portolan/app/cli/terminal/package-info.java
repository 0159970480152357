/** The terminal that the command line itself runs in. */
@NullMarked
package dev.portolan.app.cli.terminal;

import org.jspecify.annotations.NullMarked;
