package client

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/xtaci/smux"

	"portolan/interop/internal/wire"
)

const flowIdle = 15 * time.Minute

// udpTunnel gives every local sender a stream of its own. A stream that has ended stays in its place until the sender
// has been idle for flowIdle: datagrams of that sender are lost until then, as in the field.
type udpTunnel struct {
	client *client
	remote string
	port   uint16
	socket *net.UDPConn

	mu    sync.Mutex
	flows map[string]*flow
}

// flow is one local sender, its stream, and the second sockets that answers from other ports come out of.
type flow struct {
	tunnel *udpTunnel
	sender *net.UDPAddr
	stream *smux.Stream
	idle   *time.Timer

	writing sync.Mutex
	mu      sync.Mutex
	sockets map[uint16]*net.UDPConn
}

// forwardUDP listens for datagrams.
func (c *client) forwardUDP(words []string) error {
	if len(words) != 2 {
		return errors.New("want forward-udp LOCAL REMOTE")
	}
	_, portText, err := net.SplitHostPort(words[1])
	if err != nil {
		return err
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return err
	}
	local, err := net.ResolveUDPAddr("udp", words[0])
	if err != nil {
		return err
	}
	socket, err := net.ListenUDP("udp", local)
	if err != nil {
		return err
	}
	defer func() { _ = socket.Close() }()
	c.console.Say("listening %s %s", socket.LocalAddr(), words[1])
	tunnel := &udpTunnel{client: c, remote: words[1], port: uint16(port), socket: socket, flows: map[string]*flow{}}
	go tunnel.run()
	go c.watch()
	c.console.Obey(func(verb, _ string) { c.console.Say("unknown command %s", verb) })
	return nil
}

func (t *udpTunnel) run() {
	buffer := make([]byte, wire.LargestDatagram)
	for {
		length, sender, err := t.socket.ReadFromUDP(buffer)
		if err != nil {
			return
		}
		f, err := t.flow(sender)
		if err != nil {
			t.client.console.Say("failed %v", err)
			continue
		}
		_ = f.send(t.port, buffer[:length])
	}
}

func (t *udpTunnel) flow(sender *net.UDPAddr) (*flow, error) {
	key := sender.String()
	t.mu.Lock()
	f, known := t.flows[key]
	t.mu.Unlock()
	if known {
		return f, nil
	}
	stream, _, err := t.client.openStream(wire.UDPTunnel, fmt.Appendf(nil, "%d:%s", sender.Port, t.remote))
	if err != nil {
		return nil, err
	}
	f = &flow{tunnel: t, sender: sender, stream: stream, sockets: map[uint16]*net.UDPConn{t.port: t.socket}}
	f.idle = time.AfterFunc(flowIdle, func() {
		t.mu.Lock()
		delete(t.flows, key)
		t.mu.Unlock()
		f.close()
	})
	t.mu.Lock()
	t.flows[key] = f
	t.mu.Unlock()
	go f.receive()
	return f, nil
}

// send writes one datagram; a write that fails may have been written in part, so it ends the stream.
func (f *flow) send(port uint16, content []byte) error {
	f.writing.Lock()
	defer f.writing.Unlock()
	_ = f.stream.SetWriteDeadline(time.Now().Add(f.tunnel.client.settings.IOWait))
	if err := wire.WriteDatagram(f.stream, port, content); err != nil {
		f.close()
		return err
	}
	f.idle.Reset(flowIdle)
	return nil
}

// receive hands answers to the sender until the stream ends or has been silent for IOWait.
func (f *flow) receive() {
	buffer := make([]byte, wire.LargestDatagram)
	for {
		_ = f.stream.SetReadDeadline(time.Now().Add(f.tunnel.client.settings.IOWait))
		port, content, err := wire.ReadDatagram(f.stream, buffer)
		if err != nil {
			return
		}
		f.idle.Reset(flowIdle)
		socket, err := f.socket(port)
		if err != nil {
			f.tunnel.client.console.Say("failed %v", err)
			return
		}
		if _, err = socket.WriteToUDP(content, f.sender); err != nil {
			return
		}
	}
}

// socket is where answers from a remote port come out: the tunnel's own, or a second one on that same port if it is free.
func (f *flow) socket(port uint16) (*net.UDPConn, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if socket, known := f.sockets[port]; known {
		return socket, nil
	}
	local := *f.tunnel.socket.LocalAddr().(*net.UDPAddr)
	local.Port = int(port)
	socket, err := net.ListenUDP("udp", &local)
	if err != nil {
		local.Port = 0
		if socket, err = net.ListenUDP("udp", &local); err != nil {
			return nil, err
		}
	}
	f.sockets[port] = socket
	go f.relay(socket, port)
	return socket, nil
}

// relay sends what the local program says to a second socket to the remote port behind it.
func (f *flow) relay(socket *net.UDPConn, port uint16) {
	buffer := make([]byte, wire.LargestDatagram)
	for {
		length, from, err := socket.ReadFromUDP(buffer)
		if err != nil {
			return
		}
		if from.IP.Equal(f.sender.IP) && f.send(port, buffer[:length]) != nil {
			return
		}
	}
}

func (f *flow) close() {
	_ = f.stream.Close()
	f.mu.Lock()
	defer f.mu.Unlock()
	for port, socket := range f.sockets {
		if port != f.tunnel.port {
			_ = socket.Close()
		}
	}
}
