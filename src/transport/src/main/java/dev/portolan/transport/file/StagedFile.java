package dev.portolan.transport.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** A file that is being written beside its place. */
final class StagedFile implements Closeable {
  private final SeekableByteChannel channel;

  StagedFile(SeekableByteChannel channel) {
    this.channel = channel;
  }

  void write(byte[] bytes, int count) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, 0, count);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  /** Has the disk keep all of it. */
  void finish() throws IOException {
    if (channel instanceof FileChannel file) {
      file.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
