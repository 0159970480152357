package main

import (
	"encoding/base64"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

func TestManyStreamsComeBackWhole(t *testing.T) {
	f := startField(t)
	client := f.client(t, "many", "--streams", "200", "--bytes", "50000", echoTCP(t))
	if got := client.line("many"); got != "200 of 200 streams, 10000000 bytes each way" {
		t.Fatal(got)
	}
	if code := <-client.code; code != 0 {
		t.Fatalf("ended with %d", code)
	}
}

func TestForwardCarriesAConnection(t *testing.T) {
	f := startField(t)
	client := f.client(t, "forward", "127.0.0.1:0", echoTCP(t))
	local, _, _ := strings.Cut(client.line("listening"), " ")
	conn, err := net.Dial("tcp", local)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(patience))
	if _, err = io.WriteString(conn, "hello"); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 5)
	if _, err = io.ReadFull(conn, answer); err != nil || string(answer) != "hello" {
		t.Fatalf("%q, %v", answer, err)
	}
	f.edge.tell("drop " + f.id)
	if _, err = conn.Read(answer); err == nil {
		t.Fatal("the connection outlived its device")
	}
}

func TestDialErrorArrives(t *testing.T) {
	f := startField(t)
	port := closedPort(t)
	if got, want := f.client(t, "open", "0x10", port).line("error"), "dial tcp "+port+": connect: connection refused"; got != want {
		t.Fatalf("%q instead of %q", got, want)
	}
}

func TestUnknownTypeEndsWithoutAnswer(t *testing.T) {
	f := startField(t)
	f.client(t, "open", "0x7f", "x").line("eof")
	if got := f.device.line("unsupported"); got != "0x7f" {
		t.Fatal(got)
	}
}

func TestReloadIsAnswered(t *testing.T) {
	f := startField(t)
	f.client(t, "open", "0x14").line("ok")
	f.device.line("reload")
}

func TestGoAwayTakesEffectAtTheNextStreamAtTheLatest(t *testing.T) {
	f := startField(t)
	f.edge.tell("goaway")
	f.edge.line("goaway sent")
	f.device.line("goaway")
	f.client(t, "open", "0x14")
	f.device.line("reconnecting")
	f.device.line("ready")
	f.edge.line("device connected")
}

func TestTerminalRunsResizesAndEnds(t *testing.T) {
	f := startField(t)
	client := f.client(t, "pty", "--cols", "91", "--rows", "17", "--", "/bin/sh", "-c", "stty size; read x; stty size; echo end")
	client.line("session")
	output := ""
	await := func(want string) {
		t.Helper()
		for !strings.Contains(output, want) {
			chunk, err := base64.StdEncoding.DecodeString(client.line("output"))
			if err != nil {
				t.Fatal(err)
			}
			output += string(chunk)
		}
	}
	await("17 91")
	client.tell("resize 120 40")
	client.line("resized 120 40")
	client.tell("input go")
	await("40 120")
	await("end")
	client.line("closed")
	f.device.line("pty ended")
	client.tell("resize 1 1")
	if got := client.line("failed"); got != "session not found" {
		t.Fatal(got)
	}
}

func TestRefusals(t *testing.T) {
	f := startField(t)
	url := "https://" + f.address + "/device/"
	for _, c := range []struct{ name, id, token, connection, want string }{
		{"good", f.id, "open sesame", "upgrade", "101"},
		{"wrong token", f.id, "guess", "upgrade", "401 not authorised"},
		{"unknown device", "nobody", "open sesame", "upgrade", "404 device not connected"},
		{"case of the header", f.id, "open sesame", "Upgrade", "426"},
	} {
		client := start(t, "client", "--edge", url+c.id, "--ca", f.edgeCert, "--token", c.token,
			"--connection", c.connection, "upgrade")
		if got := client.line("status"); got != c.want {
			t.Errorf("%s: %q instead of %q", c.name, got, c.want)
		}
	}
}

func TestDatagramsFromASecondPort(t *testing.T) {
	f := startField(t)
	primary, secondary := socket(t), socket(t)
	client := f.client(t, "forward-udp", "127.0.0.1:0", primary.LocalAddr().String())
	local, _, _ := strings.Cut(client.line("listening"), " ")
	tunnel, err := net.ResolveUDPAddr("udp", local)
	if err != nil {
		t.Fatal(err)
	}
	program := socket(t)
	exchange := func(from *net.UDPConn, to *net.UDPAddr, at *net.UDPConn, text string) *net.UDPAddr {
		t.Helper()
		if _, err := from.WriteToUDP([]byte(text), to); err != nil {
			t.Fatal(err)
		}
		buffer := make([]byte, 2000)
		length, sender, err := at.ReadFromUDP(buffer)
		if err != nil || string(buffer[:length]) != text {
			t.Fatalf("%q instead of %q, %v", buffer[:length], text, err)
		}
		return sender
	}
	onDevice := exchange(program, tunnel, primary, "syn")
	answered := exchange(secondary, onDevice, program, "ack")
	if answered.String() == tunnel.String() {
		t.Fatal("the second port's answer came from the first")
	}
	exchange(program, answered, secondary, "data")
	exchange(program, tunnel, primary, "")
	if from := exchange(primary, onDevice, program, "fin"); from.String() != tunnel.String() {
		t.Fatalf("the first port's answer came from %s", from)
	}
}

func TestRawSessionsWorkBothWays(t *testing.T) {
	for _, version := range []string{"1", "2"} {
		t.Run("version "+version, func(t *testing.T) {
			common := []string{"--version", version, "--streams", "300", "--largest", "300000"}
			if start(t, "version").line("smux") == "v1.5.58" {
				common = append(common, "--half-close")
			}
			server := start(t, append([]string{"smux", "--listen", "127.0.0.1:0", "--role", "server"}, common...)...)
			client := start(t, append([]string{"smux", "--connect", server.line("listening"), "--role", "client", "--seed", "2"},
				common...)...)
			sums(t, client, server)
			sums(t, server, client)
		})
	}
}

// sums compares what an opener did with what the other side's acceptor saw.
func sums(t *testing.T, opener, acceptor *peer) {
	t.Helper()
	worked := opener.line("worked")
	acceptor.tell("served 300")
	if served := acceptor.line("served"); served != worked || !strings.HasPrefix(worked, "streams=300 bad=0 ") {
		t.Fatalf("opener %s, acceptor %s, after %q and %q", worked, served, opener.passed, acceptor.passed)
	}
}

func socket(t *testing.T) *net.UDPConn {
	t.Helper()
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.SetDeadline(time.Now().Add(patience))
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

func echoTCP(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			go func() {
				_, _ = io.Copy(conn, conn)
				_ = conn.Close()
			}()
		}
	}()
	return listener.Addr().String()
}
