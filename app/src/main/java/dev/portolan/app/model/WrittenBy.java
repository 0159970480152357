package dev.portolan.app.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that changes what the screen knows, or hands out what can be changed: only the
 * owner of the fact may call it. {@code ArchitectureTest} holds everybody to it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface WrittenBy {
  Owner[] value();

  /** Who owns facts. */
  enum Owner {
    /** What a person has made, and what is kept: the package {@code .store}. */
    STORE,
    /** What happens on the network: the package {@code .session}. */
    SESSION
  }
}
