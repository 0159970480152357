/** The table, details and form of tunnels. */
@NullMarked
package dev.portolan.app.view.tunnel;

import org.jspecify.annotations.NullMarked;
