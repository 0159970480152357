package dev.portolan.transport.file;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Copies files from and to a device. Blocks, so not on an event loop. */
public final class DeviceFiles {
  private final StreamOpener opener;

  /**
   * @param opener leads to the device
   */
  public DeviceFiles(StreamOpener opener) {
    this.opener = opener;
  }

  /**
   * Copies a file or folder of the device. If the same was cut off before, and the device is
   * Portolan's, it goes on where it was.
   *
   * @param path its absolute path there
   * @throws EdgeException if the device refuses it
   * @throws TransferException if it does not come whole, or cannot be kept
   */
  public TransferResult download(String path, Unpacker.Target target, TransferListener listener)
      throws IOException, InterruptedException {
    FileRequest.Form.Verified form =
        new FileRequest.Form.Verified(
            id("download", path, target.as()), FileRequest.Replaced.DISCARD);
    try (StreamInput in = new StreamInput()) {
      OpenedStream opened =
          open(new FileRequest(FileRequest.Direction.DOWNLOAD, path, form), in.handler());
      SmuxStream stream = opened.stream();
      if (agrees(opened, form)) {
        return ArchiveReceiver.receive(stream, in, target, form, Duration.ZERO, listener);
      }
      boolean whole = false;
      try {
        Unpacker.unpack(in, target, listener);
        whole = true;
        return TransferResult.PLAIN;
      } finally {
        end(stream, whole);
      }
    }
  }

  /**
   * Copies a file or folder to the device. If the same was cut off before, and the device is
   * Portolan's, it goes on where it was.
   *
   * @param name its name there
   * @param folder the absolute path of an existing folder there
   * @throws EdgeException if the device refuses it
   * @throws TransferException if it cannot be read or sent, or the device cannot keep it
   */
  public TransferResult upload(Packer source, String name, String folder, TransferListener listener)
      throws IOException, InterruptedException {
    return upload(source, name, folder, FileRequest.Replaced.DISCARD, listener);
  }

  /**
   * The same, where files that are replaced may be kept for {@link #restore}. A device that cannot
   * keep them is sent nothing.
   */
  public TransferResult upload(
      Packer source,
      String name,
      String folder,
      FileRequest.Replaced replaced,
      TransferListener listener)
      throws IOException, InterruptedException {
    FileRequest.Form.Verified form =
        new FileRequest.Form.Verified(
            id("upload", source.source().toString(), name, folder), replaced);
    try (StreamInput in = StreamInput.ofAnswers()) {
      OpenedStream opened =
          open(new FileRequest(FileRequest.Direction.UPLOAD, folder, form), in.handler());
      SmuxStream stream = opened.stream();
      if (agrees(opened, form)) {
        return ArchiveSender.send(stream, in, source, name, listener);
      }
      boolean whole = false;
      try {
        switch (replaced) {
          case DISCARD -> {}
          case KEEP ->
              throw TransferException.unsupported(
                  "this device, or its edge, cannot keep the previous version; nothing was sent");
        }
        sendPlain(
            Frames.ofSender(stream, in, "the device could not keep it: "), source, name, listener);
        whole = true;
        return TransferResult.PLAIN;
      } finally {
        end(stream, whole);
      }
    }
  }

  private static void sendPlain(
      Frames frames, Packer source, String name, TransferListener listener) throws IOException {
    listener.total(source.bytes());
    source.pack(name, frames.plain(), listener);
    frames.awaitOk();
  }

  /**
   * Puts back what a file was before an upload replaced it. What it is now becomes its previous
   * version.
   *
   * @param folder the absolute path of the folder there
   * @param name the file's, in that folder
   * @throws EdgeException if the device refuses it, such as when it has no previous version
   * @throws TransferException if it cannot do that
   */
  public void restore(String folder, String name) throws IOException, InterruptedException {
    FileRequest.Form.Restore form = new FileRequest.Form.Restore(name);
    try (StreamInput in = StreamInput.ofAnswers()) {
      OpenedStream opened =
          open(new FileRequest(FileRequest.Direction.UPLOAD, folder, form), in.handler());
      boolean restored = false;
      try {
        restored = agrees(opened, form);
        if (!restored) {
          throw TransferException.unsupported(
              "this device, or its edge, cannot restore previous versions; nothing was changed");
        }
      } finally {
        end(opened.stream(), restored);
      }
    }
  }

  /** Whether the device does what only Portolan's do. Others have just taken the request. */
  private static boolean agrees(OpenedStream opened, FileRequest.Form form)
      throws TransferException {
    byte[] answer = opened.okPayload();
    if (answer.length == 0) {
      return false;
    }
    if (!new String(answer, StandardCharsets.UTF_8).equals(form.agreement())) {
      opened.stream().reset(ResetCause.CANCELLED);
      throw new TransferException("the device answered something that makes no sense");
    }
    return true;
  }

  /**
   * The same for the same transfer of the same user, so that it goes on also in another process.
   */
  private static String id(@Nullable String... parts) {
    MessageDigest digest = Sha256.create();
    for (String part : parts) {
      digest.update((part + "\0").getBytes(StandardCharsets.UTF_8));
    }
    digest.update(System.getProperty("user.home", "").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private OpenedStream open(FileRequest request, ChannelHandler handler)
      throws IOException, InterruptedException {
    Future<OpenedStream> opening = opener.openStream(request.toMessage(), handler);
    try {
      opening.await();
    } catch (InterruptedException e) {
      opening.cancel(false);
      // it may have been answered a moment ago
      opening.addListener(
          done -> {
            if (done.isSuccess()) {
              end(opening.getNow().stream(), false);
            }
          });
      throw e;
    }
    Throwable cause = opening.cause();
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause != null) {
      throw new IOException(cause);
    }
    return opening.getNow();
  }

  /** A stream that is not needed any more is reset, so that the device does not go on. */
  private static void end(SmuxStream stream, boolean whole) {
    if (whole) {
      stream.close();
    } else {
      stream.reset(ResetCause.CANCELLED);
    }
  }
}
