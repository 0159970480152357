/** What several tests of the console need. */
@org.jspecify.annotations.NullMarked
package dev.portolan.app.testing;
