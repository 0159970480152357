/** The window: its start and its wiring; each place in it has a package of its own below. */
@NullMarked
package dev.portolan.app.view;

import org.jspecify.annotations.NullMarked;
