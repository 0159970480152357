package dev.portolan.app.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that changes observable state or exposes it for changes. Only the owner may call
 * it, which {@code ArchitectureTest} verifies.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface WrittenBy {
  Owner[] value();

  /** The possible owners. */
  enum Owner {
    /** Package {@code .store}, for what the user configures and what is persisted. */
    STORE,
    /** Package {@code .session}, for the state of the network. */
    SESSION,
    /** Package {@code .transfer}, for files on their way. */
    TRANSFER
  }
}
