/** The activity log. */
@NullMarked
package dev.portolan.app.view.activity;

import org.jspecify.annotations.NullMarked;
