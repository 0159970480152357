@NullMarked
package dev.portolan.app.view;

import org.jspecify.annotations.NullMarked;
