package dev.portolan.app.view.files;

import java.io.IOException;

/** A folder cannot be listed, but files may still be sent and got by a path that the user types. */
public final class FolderRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public FolderRefusedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
