/** Tunnels: the table, the details of one, the form for one. */
@NullMarked
package dev.portolan.app.view.tunnel;

import org.jspecify.annotations.NullMarked;
