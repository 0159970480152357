package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.FlowState.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The complete state table of one direction. */
class FlowStateTest {

  @ParameterizedTest
  @CsvSource({
    "OPEN,      END, ENDING",
    "OPEN,      RESET, RESETTING",
    "OPEN,      DELIVERED, OPEN",
    "OPEN,      STOP_SENDING, RESET",
    "ENDING,    END, ENDING",
    "ENDING,    RESET, ENDING",
    "ENDING,    DELIVERED, ENDED",
    "ENDING,    STOP_SENDING, RESET",
    "ENDED,     END, ENDED",
    "ENDED,     RESET, ENDED",
    "ENDED,     DELIVERED, ENDED",
    "ENDED,     STOP_SENDING, ENDED",
    "RESETTING, END, RESETTING",
    "RESETTING, RESET, RESETTING",
    "RESETTING, DELIVERED, RESET",
    "RESETTING, STOP_SENDING, RESET",
    "RESET,     END, RESET",
    "RESET,     RESET, RESET",
    "RESET,     DELIVERED, RESET",
    "RESET,     STOP_SENDING, RESET",
  })
  void movesFromStateToState(FlowState from, Event event, FlowState to) {
    assertThat(from.after(event)).isEqualTo(to);
  }

  /** A missing row above would go unnoticed. */
  @Test
  void theTableCoversEveryStateAndEvent() throws Exception {
    CsvSource table =
        FlowStateTest.class
            .getDeclaredMethod(
                "movesFromStateToState", FlowState.class, Event.class, FlowState.class)
            .getAnnotation(CsvSource.class);
    List<String> pairs = new ArrayList<>();
    for (FlowState state : FlowState.values()) {
      for (Event event : Event.values()) {
        pairs.add(state + " " + event);
      }
    }
    assertThat(table.value())
        .extracting(row -> row.substring(0, row.lastIndexOf(',')).replaceAll(",\\s*", " "))
        .containsExactlyInAnyOrderElementsOf(pairs);
  }

  @Test
  void anEndCannotBecomeAResetNorAResetAnEnd() {
    Map<FlowState, Boolean> over = new TreeMap<>();
    for (FlowState state : FlowState.values()) {
      over.put(state, state.isOver());
      for (Event event : Event.values()) {
        assertThat(state.isOver() && state.after(event) != state).isFalse();
      }
    }
    assertThat(over)
        .containsEntry(FlowState.ENDED, true)
        .containsEntry(FlowState.RESET, true)
        .containsEntry(FlowState.OPEN, false)
        .containsEntry(FlowState.ENDING, false)
        .containsEntry(FlowState.RESETTING, false);
  }

  /** Codes are on the wire, so they must not change. */
  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, 0",
    "ABORTED, 1",
    "LOST, 2",
    "LIMIT, 3",
    "CANCELLED, 4",
    "REFUSED, 5",
    "FORBIDDEN, 6",
  })
  void causesAreFoundByTheirCodes(ResetCause cause, int code) {
    assertThat(cause.code()).isEqualTo(code);
    assertThat(ResetCause.ofCode(code)).isEqualTo(cause);
  }

  @Test
  void anUnknownCodeIsAnUnknownCause() {
    assertThat(ResetCause.ofCode(7)).isEqualTo(ResetCause.UNKNOWN);
    assertThat(ResetCause.ofCode(Integer.MAX_VALUE)).isEqualTo(ResetCause.UNKNOWN);
  }

  @Test
  void causesReadBehindBrokenOff() {
    assertThat(new StreamResetException(ResetCause.LIMIT))
        .hasMessage("The stream was broken off for going beyond a limit.");
    assertThat(ResetCause.ABORTED).hasToString("aborted");
  }
}
