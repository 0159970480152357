/** Tests of what the tour does itself. */
@NullMarked
package dev.portolan.app.tour;

import org.jspecify.annotations.NullMarked;
