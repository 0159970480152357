/** The window's frame: tabs, dialogs and navigation. */
@NullMarked
package dev.portolan.app.view.frame;

import org.jspecify.annotations.NullMarked;
