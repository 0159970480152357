package client

import (
	"errors"
	"net"

	"portolan/interop/internal/wire"
)

// forward listens for TCP connections and carries each on a stream of its own.
func (c *client) forward(words []string) error {
	if len(words) == 0 || len(words)%2 != 0 {
		return errors.New("want forward LOCAL REMOTE [LOCAL REMOTE]…")
	}
	for ; len(words) > 0; words = words[2:] {
		listener, err := net.Listen("tcp", words[0])
		if err != nil {
			return err
		}
		defer func() { _ = listener.Close() }()
		c.console.Say("listening %s %s", listener.Addr(), words[1])
		go c.accept(listener, words[1])
	}
	go c.watch()
	c.console.Obey(func(verb, _ string) { c.console.Say("unknown command %s", verb) })
	return nil
}

func (c *client) accept(listener net.Listener, target string) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		go c.carry(connection, target)
	}
}

func (c *client) carry(connection net.Conn, target string) {
	defer func() { _ = connection.Close() }()
	stream, _, err := c.openStream(wire.TCPTunnel, []byte(target))
	if err != nil {
		c.console.Say("failed %v", err)
		return
	}
	defer func() { _ = stream.Close() }()
	wire.Pipe(connection, stream)
}

// watch says when the edge is gone: no client accepts streams, so an accept ends only with the session.
func (c *client) watch() {
	for {
		stream, err := c.session.AcceptStream()
		if err != nil {
			c.console.Say("lost %v", err)
			return
		}
		_ = stream.Close()
	}
}
