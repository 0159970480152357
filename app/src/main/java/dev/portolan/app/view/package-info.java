/** The start and wiring of the window. Each part of the window has its own package below. */
@NullMarked
package dev.portolan.app.view;

import org.jspecify.annotations.NullMarked;
