/** The manual: the documents for operators as pages of the window. */
@NullMarked
package dev.portolan.app.view.manual;

import org.jspecify.annotations.NullMarked;
