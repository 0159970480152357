package dev.portolan.app.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Shells that do what a test tells them. */
final class ScriptedShells implements ShellOpener {
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  @Override
  public CompletionStage<OpenShell> open(int columns, int rows, ShellOutput output) {
    Request request = new Request(columns, rows, output);
    requests.add(request);
    return request.answer;
  }

  /** The next request, when it comes. */
  Request next() throws InterruptedException {
    Request request = requests.poll(30, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nobody asks for a shell");
    }
    return request;
  }

  boolean isAsked() {
    return !requests.isEmpty();
  }

  /** Somebody asks for a shell. */
  static final class Request {
    final int columns;
    final int rows;
    final ShellOutput output;
    final CompletableFuture<OpenShell> answer = new CompletableFuture<>();

    Request(int columns, int rows, ShellOutput output) {
      this.columns = columns;
      this.rows = rows;
      this.output = output;
    }

    Shell grant() {
      Shell shell = new Shell(output);
      answer.complete(shell);
      return shell;
    }

    void refuse(String why, ShellException.Remedy remedy) {
      answer.completeExceptionally(
          new ShellException(why, "Do something.", remedy, new IllegalStateException()));
    }
  }

  /** A shell that was granted. */
  static final class Shell implements OpenShell {
    final List<String> written = new CopyOnWriteArrayList<>();
    final List<String> sizes = new CopyOnWriteArrayList<>();
    final AtomicLong unsent = new AtomicLong();
    final AtomicInteger askedForMore = new AtomicInteger();
    private final ShellOutput output;
    volatile boolean closed;

    Shell(ShellOutput output) {
      this.output = output;
    }

    boolean print(String text) {
      return output.received(text.getBytes(StandardCharsets.UTF_8));
    }

    void exit() {
      output.ended(null);
    }

    void lose() {
      output.ended("The line broke.");
    }

    @Override
    public void write(byte[] bytes) {
      written.add(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public long unsent() {
      return unsent.get();
    }

    @Override
    public void resize(int columns, int rows) {
      sizes.add(columns + "x" + rows);
    }

    @Override
    public void more() {
      askedForMore.incrementAndGet();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
