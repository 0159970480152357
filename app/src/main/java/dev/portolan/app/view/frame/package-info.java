/** The window: what surrounds the places, and the ways between them. */
@NullMarked
package dev.portolan.app.view.frame;

import org.jspecify.annotations.NullMarked;
