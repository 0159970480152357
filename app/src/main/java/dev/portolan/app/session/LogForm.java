package dev.portolan.app.session;

import java.io.IOException;

/** The form of a log's file. Blocks; on the writing thread only. */
interface LogForm {
  /** What it is called: a log, a recording. */
  String name();

  void begin(LogFile file) throws IOException;

  void write(LogFile file, LogEntry entry) throws IOException;

  /** Some output is missing, because the disk was too slow. */
  void missed(LogFile file, long bytes) throws IOException;

  void end(LogFile file) throws IOException;
}
