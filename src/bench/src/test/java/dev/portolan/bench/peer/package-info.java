@NullMarked
package dev.portolan.bench.peer;

import org.jspecify.annotations.NullMarked;
