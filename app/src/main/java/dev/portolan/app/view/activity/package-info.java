/** What happened, in one line or in many. */
@NullMarked
package dev.portolan.app.view.activity;

import org.jspecify.annotations.NullMarked;
