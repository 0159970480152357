package dev.portolan.edge;

/** Is told what becomes of a watched file, in sentences. Called on a thread of the file's. */
@FunctionalInterface
public interface FileNews {

  /** It is not used as it is; what it said before stays in force. Told again while that lasts. */
  void fault(String sentence);

  /** It was read again. */
  default void changed(String sentence) {
    fault(sentence);
  }
}
