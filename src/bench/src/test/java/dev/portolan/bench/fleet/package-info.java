@NullMarked
package dev.portolan.bench.fleet;

import org.jspecify.annotations.NullMarked;
