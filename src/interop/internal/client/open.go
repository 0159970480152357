package client

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"portolan/interop/internal/wire"
)

// open sends one message of any type and prints what the device answers to it.
func (c *client) open(words []string) error {
	if len(words) == 0 {
		return errors.New("want open TYPE [PAYLOAD]")
	}
	kind, err := strconv.ParseUint(words[0], 0, 8)
	if err != nil {
		return fmt.Errorf("message type: %w", err)
	}
	stream, answer, err := c.openStream(wire.MessageType(kind), []byte(strings.Join(words[1:], " ")))
	var refusal wire.RemoteError
	switch {
	case err == nil:
		_ = stream.Close()
		c.console.Say("ok %s", answer)
	case errors.As(err, &refusal):
		c.console.Say("error %s", refusal)
	case errors.Is(err, io.EOF):
		c.console.Say("eof")
	default:
		return err
	}
	return nil
}
