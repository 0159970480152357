/** Shell tabs: a terminal on a canvas, with bars and questions. */
@NullMarked
package dev.portolan.app.view.shell;

import org.jspecify.annotations.NullMarked;
