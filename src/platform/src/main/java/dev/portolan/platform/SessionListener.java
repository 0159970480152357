package dev.portolan.platform;

/** Hears of changes to a session, on a thread that must not be blocked. */
public interface SessionListener {
  /** The tokens were renewed: {@link AccountSession#tokens()} has those to keep. */
  void renewed();

  /** The state is another one: {@link AccountSession#state()} has it. */
  void stateChanged();
}
