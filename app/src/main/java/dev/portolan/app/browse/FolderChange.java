package dev.portolan.app.browse;

import dev.portolan.app.browse.BrowseException.Reason;
import dev.portolan.transport.message.RemoteText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of a folder that a device says was made.
 *
 * <p>Its answer is {@code +} if all was done, {@code m} if there is no such folder, {@code g} if
 * what was to be renamed is gone, {@code e} if there is something of the new name, or {@code f},
 * the number of those that failed, a blank, and the device's words for the first.
 */
record FolderChange() {
  private static final Pattern FAILED = Pattern.compile("f(\\d{1,9}) (.*)", Pattern.DOTALL);

  /**
   * Parses an answer.
   *
   * @throws BrowseException if not all was done
   */
  static FolderChange parse(byte[] answer) throws BrowseException {
    String text = new String(answer, StandardCharsets.UTF_8);
    return switch (text) {
      case "+" -> new FolderChange();
      case "m" ->
          throw new BrowseException(
              Reason.MISSING, "The folder is gone, or may not be entered.", "List it anew.");
      case "g" -> throw failed("It is not there any more.", "List the folder anew.");
      case "e" -> throw failed("There is something of this name already.", "Choose another name.");
      default -> {
        Matcher matcher = FAILED.matcher(text);
        if (!matcher.matches()) {
          throw ListingReader.bad("it does not say what was done");
        }
        throw failed(words(Integer.parseInt(matcher.group(1)), matcher.group(2)), "");
      }
    };
  }

  private static String words(int count, String first) {
    String said = RemoteText.clean(first.getBytes(StandardCharsets.UTF_8));
    String why = said.isEmpty() ? "The device did not do it, and said nothing." : said;
    return count > 1 ? count + " were not deleted. The first: " + why : why;
  }

  private static BrowseException failed(String sentence, String advice) {
    return new BrowseException(Reason.NOT_CHANGED, sentence, advice);
  }
}
