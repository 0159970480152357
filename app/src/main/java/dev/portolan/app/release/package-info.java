/** Asks, if a person wants it, whether there is a newer release; nothing is ever installed. */
@NullMarked
package dev.portolan.app.release;

import org.jspecify.annotations.NullMarked;
