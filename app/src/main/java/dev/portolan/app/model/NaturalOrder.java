package dev.portolan.app.model;

import java.util.Comparator;

/** Orders texts as people do: regardless of case, and numbers by their value. */
public final class NaturalOrder implements Comparator<String> {
  public static final NaturalOrder INSTANCE = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String one, String other) {
    int left = 0;
    int right = 0;
    while (left < one.length() && right < other.length()) {
      int leftEnd = endOfPiece(one, left);
      int rightEnd = endOfPiece(other, right);
      String leftPiece = one.substring(left, leftEnd);
      String rightPiece = other.substring(right, rightEnd);
      int order =
          isDigit(one, left) && isDigit(other, right)
              ? compareNumbers(leftPiece, rightPiece)
              : String.CASE_INSENSITIVE_ORDER.compare(leftPiece, rightPiece);
      if (order != 0) {
        return order;
      }
      left = leftEnd;
      right = rightEnd;
    }
    int rest = Integer.compare(one.length() - left, other.length() - right);
    return rest != 0 ? rest : String.CASE_INSENSITIVE_ORDER.compare(one, other);
  }

  /** Numbers may be longer than any type has room for. */
  private static int compareNumbers(String one, String other) {
    String left = withoutZeros(one);
    String right = withoutZeros(other);
    return left.length() == right.length()
        ? left.compareTo(right)
        : Integer.compare(left.length(), right.length());
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  /** Where the digits, or the other characters, that begin at a place end. */
  private static int endOfPiece(String text, int start) {
    int end = start + 1;
    while (end < text.length() && isDigit(text, end) == isDigit(text, start)) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
