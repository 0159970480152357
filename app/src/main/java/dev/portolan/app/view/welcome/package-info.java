/** The page of the first start. */
@NullMarked
package dev.portolan.app.view.welcome;

import org.jspecify.annotations.NullMarked;
