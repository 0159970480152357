/** What can go wrong between a person and a service behind an edge, in words. */
@NullMarked
package dev.portolan.transport.problem;

import org.jspecify.annotations.NullMarked;
