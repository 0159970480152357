/** Small nodes that several views use. */
@NullMarked
package dev.portolan.app.view.control;

import org.jspecify.annotations.NullMarked;
