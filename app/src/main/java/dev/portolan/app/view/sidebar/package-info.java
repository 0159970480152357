/** The list of edges and the devices behind them. */
@NullMarked
package dev.portolan.app.view.sidebar;

import org.jspecify.annotations.NullMarked;
