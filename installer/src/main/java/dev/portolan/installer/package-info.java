/**
 * Makes the packages that people install: an image of program and runtime, and what each system
 * wraps around it.
 */
@NullMarked
package dev.portolan.installer;

import org.jspecify.annotations.NullMarked;
