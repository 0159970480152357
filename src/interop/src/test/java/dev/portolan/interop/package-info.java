/** Builds, starts and drives the Go peer that README.md of this module describes. */
@NullMarked
package dev.portolan.interop;

import org.jspecify.annotations.NullMarked;
