package dev.portolan.interop.path;

/** The implementation of each role: O is ours, G is Go. */
enum Cell {
  OUR_CLIENT_GO_EDGE_GO_DEVICE(true, false, false),
  OUR_CLIENT_GO_EDGE_OUR_DEVICE(true, false, true),
  OUR_CLIENT_OUR_EDGE_GO_DEVICE(true, true, false),
  GO_CLIENT_OUR_EDGE_GO_DEVICE(false, true, false),
  GO_CLIENT_OUR_EDGE_OUR_DEVICE(false, true, true);

  final boolean ourClient;
  final boolean ourEdge;
  final boolean ourDevice;

  Cell(boolean ourClient, boolean ourEdge, boolean ourDevice) {
    this.ourClient = ourClient;
    this.ourEdge = ourEdge;
    this.ourDevice = ourDevice;
  }
}
