// Package client plays the client: it connects to the edge for one device and opens streams to it.
package client

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"

	"github.com/xtaci/smux"

	"portolan/interop/internal/report"
	"portolan/interop/internal/wire"
)

type client struct {
	console  *report.Console
	session  *smux.Session
	settings *wire.Settings
}

// Run is the role `client`.
func Run(args []string, console *report.Console) error {
	endpoint := wire.Endpoint{Settings: &wire.Settings{}, Headers: map[string]string{}}
	flags := flag.NewFlagSet("client", flag.ContinueOnError)
	flags.StringVar(&endpoint.URL, "edge", "", "URL of the device at the edge: https://HOST:PORT/device/ID")
	flags.StringVar(&endpoint.Token, "token", "", "value of the Authorization header")
	caFile := flags.String("ca", "", "certificates to trust, PEM; without it the system's")
	for name, header := range map[string]string{
		"connection": "Connection", "upgrade": "Upgrade", "protocol": "Sec-WebSocket-Protocol",
	} {
		flags.Func(name, "send this value of "+header+" instead of the right one", func(value string) error {
			endpoint.Headers[header] = value
			return nil
		})
	}
	endpoint.Settings.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	config, err := wire.DialerTLS(*caFile, "", "")
	if err != nil {
		return err
	}
	endpoint.TLS = config
	return run(&endpoint, flags.Args(), console)
}

func run(endpoint *wire.Endpoint, words []string, console *report.Console) error {
	if len(words) == 0 {
		return errors.New("want one of forward, forward-udp, pty, open, many, download, upload, upgrade")
	}
	act, known := map[string]func(*client, []string) error{
		"forward":     (*client).forward,
		"forward-udp": (*client).forwardUDP,
		"pty":         (*client).pty,
		"open":        (*client).open,
		"many":        (*client).many,
		"download":    (*client).download,
		"upload":      (*client).upload,
		"upgrade":     (*client).upgrade,
	}[words[0]]
	if !known {
		return fmt.Errorf("unknown subcommand %s", words[0])
	}
	session, err := endpoint.Dial(context.Background())
	var refusal *wire.Refusal
	if errors.As(err, &refusal) {
		console.Say("status %d %s", refusal.Status, refusal.Reason)
		if words[0] == "upgrade" {
			return nil
		}
	}
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }()
	return act(&client{console: console, session: session, settings: endpoint.Settings}, words[1:])
}

// upgrade has nothing left to do once the edge has answered 101.
func (c *client) upgrade([]string) error {
	c.console.Say("status %d", http.StatusSwitchingProtocols)
	return nil
}

// openStream opens a stream and waits, for as long as it takes, for the device's OK.
func (c *client) openStream(kind wire.MessageType, payload []byte) (*smux.Stream, []byte, error) {
	stream, err := c.session.OpenStream()
	if err != nil {
		return nil, nil, err
	}
	if err = wire.WriteMessage(stream, kind, payload); err == nil {
		var answer []byte
		if answer, err = wire.ExpectOK(stream); err == nil {
			return stream, answer, nil
		}
	}
	_ = stream.Close()
	return nil, nil, err
}
