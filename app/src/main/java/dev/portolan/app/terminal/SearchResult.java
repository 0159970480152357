package dev.portolan.app.terminal;

import java.util.List;

/**
 * The matches of a query, from the oldest line.
 *
 * @param generation the generation of the line numbers
 * @param complete false if there are too many, or the search took too long
 * @param problem why the query is invalid, or empty
 */
public record SearchResult(
    int generation, List<TextRange> matches, boolean complete, String problem) {
  public static final SearchResult NONE = new SearchResult(0, List.of(), true, "");

  public SearchResult {
    matches = List.copyOf(matches);
  }
}
