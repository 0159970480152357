/** The console's main job off screen, for computers without a display. */
@NullMarked
package dev.portolan.app.tour;

import org.jspecify.annotations.NullMarked;
