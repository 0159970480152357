/** What all views share: texts, style classes, icons, how to reach other places. */
@NullMarked
package dev.portolan.app.view.common;

import org.jspecify.annotations.NullMarked;
