@NullMarked
package dev.portolan.bench;

import org.jspecify.annotations.NullMarked;
