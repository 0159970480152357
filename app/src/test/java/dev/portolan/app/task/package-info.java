/** Tests of threads, timers and what ends with the process. */
@NullMarked
package dev.portolan.app.task;

import org.jspecify.annotations.NullMarked;
