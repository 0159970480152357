/** Forms for an edge, for its token and for the devices behind it. */
@NullMarked
package dev.portolan.app.view.edge;

import org.jspecify.annotations.NullMarked;
