/** Files of devices that are edited on this computer. */
@NullMarked
package dev.portolan.app.view.edit;

import org.jspecify.annotations.NullMarked;
