/** All tunnels of all devices. */
@NullMarked
package dev.portolan.app.view.overview;

import org.jspecify.annotations.NullMarked;
