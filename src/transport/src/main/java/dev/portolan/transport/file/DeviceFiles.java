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
   * Copies a file or folder of the device.
   *
   * @param path its absolute path there
   * @throws EdgeException if the device refuses it
   * @throws TransferException if it does not come whole, or cannot be kept
   */
  public void download(String path, Unpacker.Target target, TransferListener listener)
      throws IOException, InterruptedException {
    try (StreamInput in = new StreamInput()) {
      SmuxStream stream = open(new FileRequest(FileRequest.Direction.DOWNLOAD, path), in.handler());
      boolean whole = false;
      try {
        Unpacker.unpack(in, target, listener);
        whole = true;
      } finally {
        end(stream, whole);
      }
    }
  }

  /**
   * Copies a file or folder to the device.
   *
   * @param name its name there
   * @param folder the absolute path of an existing folder there
   * @throws EdgeException if the device refuses it
   * @throws TransferException if it cannot be read or sent, or the device cannot keep it
   */
  public void upload(Packer source, String name, String folder, TransferListener listener)
      throws IOException, InterruptedException {
    UploadAnswer answer = new UploadAnswer();
    SmuxStream stream =
        open(new FileRequest(FileRequest.Direction.UPLOAD, folder), answer.handler());
    boolean whole = false;
    try {
      try {
        source.pack(name, new StreamOutput(stream), listener);
      } catch (IOException e) {
        answer.throwIfRefused(); // That is why nothing more was taken.
        throw e;
      }
      answer.await();
      whole = true;
    } finally {
      end(stream, whole);
    }
  }

  private SmuxStream open(FileRequest request, ChannelHandler handler)
      throws IOException, InterruptedException {
    Future<OpenedStream> opening = opener.openStream(request.toMessage(), handler);
    try {
      opening.await();
    } catch (InterruptedException e) {
      opening.cancel(false);
      throw e;
    }
    Throwable cause = opening.cause();
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause != null) {
      throw new IOException(cause);
    }
    return opening.getNow().stream();
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
