/** Tests of what the packages are made with. */
@NullMarked
package dev.portolan.installer;

import org.jspecify.annotations.NullMarked;
