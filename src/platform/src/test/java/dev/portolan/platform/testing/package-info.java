/** A management server for tests, also for those of other modules. */
@NullMarked
package dev.portolan.platform.testing;

import org.jspecify.annotations.NullMarked;
