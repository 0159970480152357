/** Shell tabs: a terminal on a canvas, with what a person needs around it. */
@NullMarked
package dev.portolan.app.view.shell;

import org.jspecify.annotations.NullMarked;
