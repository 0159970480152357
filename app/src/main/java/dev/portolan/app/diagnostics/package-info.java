/** What a report of a fault needs to know of this console, without anything secret. */
@NullMarked
package dev.portolan.app.diagnostics;

import org.jspecify.annotations.NullMarked;
