/** Everything by its name, from the keyboard. */
@NullMarked
package dev.portolan.app.view.palette;

import org.jspecify.annotations.NullMarked;
