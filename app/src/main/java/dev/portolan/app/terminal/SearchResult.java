package dev.portolan.app.terminal;

import java.util.List;

/**
 * Where a query was found, from the oldest line down.
 *
 * @param generation of the screen whose line numbers these are
 * @param complete false if there were too many to list, or it took too long
 * @param problem why the query could not be understood; empty if it could
 */
public record SearchResult(
    int generation, List<TextRange> matches, boolean complete, String problem) {
  public static final SearchResult NONE = new SearchResult(0, List.of(), true, "");

  public SearchResult {
    matches = List.copyOf(matches);
  }
}
