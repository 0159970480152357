@NullMarked
package dev.portolan.bench.files;

import org.jspecify.annotations.NullMarked;
