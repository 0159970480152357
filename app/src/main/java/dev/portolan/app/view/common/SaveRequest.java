package dev.portolan.app.view.common;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * What is to be saved to a file that the user chooses.
 *
 * @param title the title of the file chooser
 * @param name the proposed name, without an ending
 * @param forms the forms to choose from, the usual one first
 */
public record SaveRequest(String title, String name, List<Form> forms) {
  public SaveRequest {
    forms = List.copyOf(forms);
    if (forms.isEmpty()) {
      throw new IllegalArgumentException("A file needs a form");
    }
  }

  /**
   * A form of the content.
   *
   * @param words its name
   * @param ending the ending of the file's name, without the dot
   * @param content makes the content, on a background thread
   */
  public record Form(String words, String ending, Callable<byte[]> content) {}
}
