package device

import (
	"net"

	"github.com/xtaci/smux"

	"portolan/interop/internal/wire"
)

// serveTCP dials the target; a failure is answered with the dialer's own words.
func serveTCP(stream *smux.Stream, target string) {
	connection, err := net.Dial("tcp", target)
	if err != nil {
		_ = wire.Refuse(stream, err)
		return
	}
	defer func() { _ = connection.Close() }()
	if wire.WriteMessage(stream, wire.OK, nil) == nil {
		wire.Pipe(connection, stream)
	}
}
