/** What the desktop around the window can do: notifications. */
@NullMarked
package dev.portolan.app.desktop;

import org.jspecify.annotations.NullMarked;
