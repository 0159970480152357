/** Settings, shortcuts and licences. */
@NullMarked
package dev.portolan.app.view.settings;

import org.jspecify.annotations.NullMarked;
