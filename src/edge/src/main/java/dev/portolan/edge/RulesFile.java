package dev.portolan.edge;

import dev.portolan.transport.access.AccessRules;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link AccessRules} from a file that is read again whenever it changes. A file that is removed or
 * emptied lets nobody open anything.
 */
public final class RulesFile implements StreamAuthorizer, AutoCloseable {

  private final WatchedFile<AccessRules> file;

  private RulesFile(WatchedFile<AccessRules> file) {
    this.file = file;
  }

  /**
   * Parses the text of a rules file.
   *
   * @throws IllegalArgumentException with the line number and the reason
   */
  public static AccessRules parse(String text) {
    return parse(text, AccessRules.Scope.EDGE);
  }

  private static AccessRules parse(String text, AccessRules.Scope scope) {
    return AccessRules.parse(TextLines.checked(text), scope);
  }

  /** The rules of an edge, or of a device for itself. */
  static FileKind<AccessRules> kind(AccessRules.Scope scope) {
    return FileKind.ofLines("rules file", text -> parse(text, scope), RulesFile::summary);
  }

  private static String summary(AccessRules rules) {
    return rules.size() == 0 ? "no rules, so that nobody may open anything" : rules.toString();
  }

  /**
   * Reads the file and starts to watch it; blocks.
   *
   * @param news told of changes and faults
   * @throws IOException with a plain sentence when it cannot be read or has a bad line
   */
  public static RulesFile open(Path file, FileNews news) throws IOException {
    return open(file, news, Ticker.systemTicker());
  }

  static RulesFile open(Path file, FileNews news, Ticker ticker) throws IOException {
    return new RulesFile(
        WatchedFile.open(List.of(file), kind(AccessRules.Scope.EDGE), news, ticker));
  }

  @Override
  public @Nullable String refusal(StreamRequest request) {
    return request.refusal(file.get());
  }

  @Override
  public void onChange(Runnable listener) {
    file.onChange(listener);
  }

  /** The file itself. */
  public WatchedFile<AccessRules> file() {
    return file;
  }

  /** Stops watching; the last rules stay in force. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
