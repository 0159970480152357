/** Files copied to a device and from it: ours, Go peers and {@code scp}. */
@NullMarked
package dev.portolan.bench.files;

import org.jspecify.annotations.NullMarked;
