package dev.portolan.app.session;

import dev.portolan.app.model.LogContent;
import dev.portolan.app.terminal.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Output as text, or as it comes. */
final class TextLog implements LogForm {
  private final LogContent content;
  private final Supplier<String> time;
  private @Nullable PlainText text;

  /**
   * @param time the clock for time stamps
   */
  TextLog(LogContent content, Supplier<String> time) {
    this.content = content;
    this.time = time;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public void begin(LogFile file) throws IOException {
    text = new PlainText(line -> write(file, line));
    mark(file, "begins");
  }

  @Override
  public void write(LogFile file, LogEntry entry) throws IOException {
    switch (entry.kind()) {
      case OUTPUT -> print(file, entry.bytes());
      case NOTE -> {
        String note = new String(entry.bytes(), StandardCharsets.UTF_8);
        print(file, ("\r\n\u2500\u2500 " + note + "\r\n").getBytes(StandardCharsets.UTF_8));
      }
      case INPUT, RESIZE, END -> {}
    }
  }

  private void print(LogFile file, byte[] bytes) throws IOException {
    try {
      switch (content) {
        case TEXT -> plain().accept(bytes, bytes.length);
        case BYTES -> file.write(bytes);
      }
    } catch (UncheckedIOException failure) {
      throw Objects.requireNonNull(failure.getCause());
    }
  }

  @Override
  public void missed(LogFile file, long bytes) throws IOException {
    plain().finish();
    file.write("\n[" + bytes + " bytes are missing here: the disk was too slow]\n");
  }

  @Override
  public void end(LogFile file) throws IOException {
    try {
      plain().finish();
    } catch (UncheckedIOException failure) {
      throw Objects.requireNonNull(failure.getCause());
    }
    mark(file, "ends");
  }

  private PlainText plain() {
    return Objects.requireNonNull(text, "the log has not begun");
  }

  private void mark(LogFile file, String what) throws IOException {
    if (content == LogContent.TEXT) {
      file.write("\u2500\u2500 log " + what + " " + time.get() + "\n");
    }
  }

  private static void write(LogFile file, String line) {
    try {
      file.write(line);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
