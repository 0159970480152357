package device

import (
	"errors"
	"net"
	"strings"
	"time"

	"github.com/xtaci/smux"

	"portolan/interop/internal/wire"
)

// serveUDP forwards datagrams to any port of the target's host, and everything that reaches its socket back. A stream that
// brings nothing for ioWait is ended: smux's time-out is not one that the field's devices wait on through.
func serveUDP(stream *smux.Stream, request string, ioWait time.Duration) {
	suggested, target, found := strings.Cut(request, ":")
	if !found {
		_ = wire.Refuse(stream, errors.New("invalid payload"))
		return
	}
	address, err := net.ResolveUDPAddr("udp", target)
	if err != nil {
		_ = wire.Refuse(stream, err)
		return
	}
	socket, err := bind(address, suggested)
	if err != nil {
		_ = wire.Refuse(stream, err)
		return
	}
	defer func() { _ = socket.Close() }()
	if wire.WriteMessage(stream, wire.OK, nil) != nil {
		return
	}
	go returnDatagrams(stream, socket, ioWait)
	buffer := make([]byte, wire.LargestDatagram)
	for {
		_ = stream.SetReadDeadline(time.Now().Add(ioWait))
		port, content, err := wire.ReadDatagram(stream, buffer)
		if err != nil {
			return
		}
		if _, err = socket.WriteToUDP(content, &net.UDPAddr{IP: address.IP, Port: int(port), Zone: address.Zone}); err != nil {
			return
		}
	}
}

// returnDatagrams runs until the socket is closed or the stream takes no more.
func returnDatagrams(stream *smux.Stream, socket *net.UDPConn, ioWait time.Duration) {
	buffer := make([]byte, wire.LargestDatagram)
	for {
		length, from, err := socket.ReadFromUDP(buffer)
		if err != nil {
			return
		}
		_ = stream.SetWriteDeadline(time.Now().Add(ioWait))
		if wire.WriteDatagram(stream, uint16(from.Port), buffer[:length]) != nil {
			return
		}
	}
}

// bind takes the suggested port when it is free, else any; on loopback when the target is there.
func bind(target *net.UDPAddr, suggested string) (*net.UDPConn, error) {
	host := ""
	if target.IP.IsLoopback() {
		host = "::1"
		if target.IP.To4() != nil {
			host = "127.0.0.1"
		}
	}
	var failure error
	for _, port := range []string{suggested, "0"} {
		local, err := net.ResolveUDPAddr("udp", net.JoinHostPort(host, port))
		if err == nil {
			var socket *net.UDPConn
			if socket, err = net.ListenUDP("udp", local); err == nil {
				return socket, nil
			}
		}
		failure = err
	}
	return nil, failure
}
