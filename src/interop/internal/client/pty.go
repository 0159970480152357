package client

import (
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xtaci/smux"

	"portolan/interop/internal/wire"
)

// pty opens a terminal, prints its output, and types and resizes as the command lines say.
func (c *client) pty(words []string) error {
	flags := flag.NewFlagSet("pty", flag.ContinueOnError)
	cols := flags.Uint("cols", 80, "columns")
	rows := flags.Uint("rows", 24, "rows")
	if err := flags.Parse(words); err != nil {
		return err
	}
	request := wire.PTYCommand{Cols: uint16(*cols), Rows: uint16(*rows)}
	if command := flags.Args(); len(command) > 0 {
		request.Command, request.Args = command[0], command[1:]
	}
	payload, err := json.Marshal(request)
	if err != nil {
		return err
	}
	stream, id, err := c.openStream(wire.PTY, payload)
	if err != nil {
		return err
	}
	defer func() { _ = stream.Close() }()
	c.console.Say("session %s", id)
	go c.printOutput(stream)
	c.console.Obey(func(verb, rest string) {
		switch verb {
		case "input":
			_, err = io.WriteString(stream, rest+"\n")
		case "resize":
			err = c.resize(string(id), rest)
		case "close":
			err = stream.Close()
		default:
			err = fmt.Errorf("unknown command %s", verb)
		}
		if err != nil {
			c.console.Say("failed %v", err)
		}
	})
	return nil
}

func (c *client) printOutput(stream *smux.Stream) {
	buffer := make([]byte, 32<<10)
	for {
		length, err := stream.Read(buffer)
		if length > 0 {
			c.console.Say("output %s", base64.StdEncoding.EncodeToString(buffer[:length]))
		}
		if err != nil {
			c.console.Say("closed")
			return
		}
	}
}

// resize goes on a stream of its own, which is closed when the device has answered.
func (c *client) resize(id, size string) error {
	colsText, rowsText, _ := strings.Cut(size, " ")
	cols, err := strconv.ParseUint(colsText, 10, 16)
	if err != nil {
		return err
	}
	rows, err := strconv.ParseUint(rowsText, 10, 16)
	if err != nil {
		return err
	}
	payload, err := json.Marshal(wire.PTYCommand{SessionID: id, Cols: uint16(cols), Rows: uint16(rows)})
	if err != nil {
		return err
	}
	stream, _, err := c.openStream(wire.PTYControl, payload)
	if err != nil {
		return err
	}
	c.console.Say("resized %d %d", cols, rows)
	return stream.Close()
}
