@NullMarked
package dev.portolan.app;

import org.jspecify.annotations.NullMarked;
