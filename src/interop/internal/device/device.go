// Package device plays the device: it connects to the edge and serves the streams that the edge opens.
package device

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/xtaci/smux"

	"portolan/interop/internal/report"
	"portolan/interop/internal/wire"
)

type device struct {
	console  *report.Console
	endpoint wire.Endpoint
	shell    string
	retryMin time.Duration
	retryMax time.Duration

	goAway    chan struct{}
	streams   sync.WaitGroup
	terminals terminals
}

// run keeps the device connected for as long as the process lives.
func (d *device) run() {
	for {
		if err := d.serveOnce(); err != nil {
			wait := d.retryMin + rand.N(d.retryMax-d.retryMin+1)
			d.console.Say("lost %v", err)
			time.Sleep(wait)
		}
	}
}

// serveOnce is the life of one session. A GoAway is looked at between two streams, so it takes effect when the next
// stream has come; then no more are taken, the open ones finish, and the device connects again at once.
func (d *device) serveOnce() error {
	session, err := d.endpoint.Dial(context.Background())
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }()
	d.console.Say("ready")
	for {
		select {
		case <-d.goAway:
			d.streams.Wait()
			d.console.Say("reconnecting")
			return nil
		default:
		}
		stream, err := session.AcceptStream()
		if err != nil {
			return err
		}
		d.streams.Add(1)
		go func() {
			defer d.streams.Done()
			defer func() { _ = stream.Close() }()
			d.serve(stream)
		}()
	}
}

func (d *device) serve(stream *smux.Stream) {
	kind, payload, err := wire.ReadMessage(stream)
	if err != nil {
		d.console.Say("no request: %v", err)
		return
	}
	switch kind {
	case wire.GoAway:
		d.console.Say("goaway")
		d.goAway <- struct{}{}
	case wire.TCPTunnel:
		serveTCP(stream, string(payload))
	case wire.UDPTunnel:
		serveUDP(stream, string(payload), d.endpoint.Settings.IOWait)
	case wire.PTY:
		d.serveTerminal(stream, payload)
	case wire.PTYControl:
		d.controlTerminal(stream, payload)
	case wire.File:
		d.serveFile(stream, payload)
	case wire.Reload:
		d.console.Say("reload")
		_ = wire.WriteMessage(stream, wire.OK, nil)
	default:
		// No answer: the opener sees the end of the stream.
		d.console.Say("unsupported 0x%02x", uint8(kind))
	}
}
