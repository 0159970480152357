package dev.portolan.transport.session;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the response of an edge, or of something in its place, that refuses the upgrade. */
final class Refusals {
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]{0,200}>([^<]{0,300})", Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG = Pattern.compile("<[^>]{0,2000}>?");

  private Refusals() {}

  /**
   * The message for a response other than 101.
   *
   * @param edge the edge's host
   * @param body the part of the body that was read
   */
  static EdgeException of(String edge, int status, HttpHeaders headers, String body) {
    String reason = reason(headers, body);
    return switch (status) {
      case 400 ->
          refusal(
              Problem.UPGRADE_BAD_REQUEST,
              edge + " did not understand the request",
              status,
              reason);
      case 401 ->
          refusal(
              Problem.UPGRADE_UNAUTHORIZED, edge + " does not accept the token", status, reason);
      case 403 ->
          refusal(Problem.UPGRADE_UNAUTHORIZED, edge + " does not let you in", status, reason);
      case 404 ->
          refusal(
              Problem.DEVICE_NOT_CONNECTED,
              "The device is not connected to " + edge,
              status,
              reason);
      case 409 ->
          refusal(
              Problem.DEVICE_ALREADY_CONNECTED,
              "A device with this identity is already connected to " + edge,
              status,
              reason);
      case 426 ->
          refusal(
              Problem.UPGRADE_REQUIRED,
              edge + " wants another protocol than qbee-v1",
              status,
              reason);
      case 429 ->
          refusal(
              Problem.UPGRADE_TOO_MANY_REQUESTS,
              edge + " takes no more connections of yours now",
              status,
              reason);
      case 502, 504 ->
          refusal(
              Problem.EDGE_GATEWAY,
              "What stands before " + edge + " does not reach it",
              status,
              reason);
      case 503 ->
          refusal(
              Problem.EDGE_UNAVAILABLE, edge + " is not available at the moment", status, reason);
      default -> ofRange(edge, status, headers, reason);
    };
  }

  private static EdgeException ofRange(
      String edge, int status, HttpHeaders headers, String reason) {
    if (status >= 500) {
      return refusal(Problem.EDGE_TROUBLE, edge + " has trouble of its own", status, reason);
    }
    if (status >= 400) {
      return refusal(Problem.UPGRADE_REFUSED, edge + " refused the connection", status, reason);
    }
    if (status >= 300) {
      return refusal(
          Problem.UPGRADE_REDIRECTED,
          edge + " leads to " + place(headers) + ", which is not followed",
          status,
          "");
    }
    // a web page's text would only confuse
    return refusal(
        Problem.UPGRADE_NOT_OFFERED,
        "A web server answers at " + edge + ", not an edge",
        status,
        "");
  }

  private static EdgeException refusal(
      Problem problem, String sentence, int status, String reason) {
    String end = reason.isEmpty() ? ")." : ")";
    return new EdgeException(problem, sentence + " (" + status + end, status, reason);
  }

  /** The text of the body, or the title of a web page. */
  private static String reason(HttpHeaders headers, String body) {
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    if (!type.contains("html") && !body.stripLeading().startsWith("<")) {
      return body;
    }
    Matcher title = TITLE.matcher(body);
    return title.find() ? title.group(1) : TAG.matcher(body).replaceAll(" ");
  }

  /** Scheme and host of a redirect, without parts that may be secret. */
  private static String place(HttpHeaders headers) {
    try {
      URI location = new URI(headers.get(HttpHeaderNames.LOCATION, ""));
      if (location.getScheme() != null && location.getHost() != null) {
        return location.getScheme() + "://" + location.getHost();
      }
    } catch (URISyntaxException e) {
      return "somewhere";
    }
    return "another path";
  }
}
