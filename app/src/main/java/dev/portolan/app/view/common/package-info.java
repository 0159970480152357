/** Shared parts of views: texts, style classes, icons, navigation. */
@NullMarked
package dev.portolan.app.view.common;

import org.jspecify.annotations.NullMarked;
