/** All problems with their texts for the user. */
@NullMarked
package dev.portolan.transport.problem;

import org.jspecify.annotations.NullMarked;
