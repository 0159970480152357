/** The bundle for a report of a fault. */
@NullMarked
package dev.portolan.app.view.diagnostics;

import org.jspecify.annotations.NullMarked;
