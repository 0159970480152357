package dev.portolan.app.tour;

import org.jspecify.annotations.Nullable;

/** A step of the tour has failed. The message is for the user. */
public final class TourException extends Exception {
  private static final long serialVersionUID = 1L;

  TourException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
