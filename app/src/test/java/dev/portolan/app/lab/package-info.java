@NullMarked
package dev.portolan.app.lab;

import org.jspecify.annotations.NullMarked;
