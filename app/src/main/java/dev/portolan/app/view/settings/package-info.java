/** How the person at the window likes it, and which keys there are. */
@NullMarked
package dev.portolan.app.view.settings;

import org.jspecify.annotations.NullMarked;
