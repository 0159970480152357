package mux

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/xtaci/smux"

	"portolan/interop/internal/report"
)

const longestAwait = time.Minute

// Run is the role `smux`.
func Run(args []string, console *report.Console) error {
	flags := flag.NewFlagSet("smux", flag.ContinueOnError)
	listen := flags.String("listen", "", "address to accept the one TCP connection on")
	connect := flags.String("connect", "", "address to make the one TCP connection to")
	role := flags.String("role", "", "side of the session: client or server")
	config := smux.DefaultConfig()
	flags.IntVar(&config.Version, "version", 2, "version of the frames: 1 or 2")
	flags.IntVar(&config.MaxFrameSize, "frame", 32<<10, "largest frame sent")
	flags.IntVar(&config.MaxReceiveBuffer, "session-buffer", 4<<20, "bytes held unread in all streams")
	flags.IntVar(&config.MaxStreamBuffer, "stream-buffer", 128<<10, "window of a stream")
	flags.DurationVar(&config.KeepAliveInterval, "keepalive", 45*time.Second, "time between keep-alive frames")
	flags.DurationVar(&config.KeepAliveTimeout, "keepalive-timeout", 120*time.Second, "silence after which the session is dead")
	streams := flags.Int("streams", 0, "streams to open with random work")
	parallel := flags.Int("parallel", 64, "of them at the same time")
	largest := flags.Int("largest", 600<<10, "most bytes of a stream")
	seed := flags.Uint64("seed", 1, "of the random work")
	halfClose := flags.Bool("half-close", false, "let the random work end one direction before the other")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *halfClose && !halfCloses {
		return errors.New("--half-close: this smux cannot")
	}
	start := map[string]func(net.Conn) (*smux.Session, error){
		"client": func(conn net.Conn) (*smux.Session, error) { return smux.Client(conn, config) },
		"server": func(conn net.Conn) (*smux.Session, error) { return smux.Server(conn, config) },
	}[*role]
	if start == nil {
		return errors.New("--role must be client or server")
	}
	connection, err := connection(*listen, *connect, console)
	if err != nil {
		return err
	}
	session, err := start(connection)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }()
	console.Say("connected")
	served := newTotals()
	go func() {
		acceptor := &acceptor{session: session, totals: served, report: console.Say}
		console.Say("ended %v", acceptor.run())
	}()
	if *streams > 0 {
		go func() {
			own := &workload{session, *streams, *parallel, *largest, *seed, *halfClose, newTotals(), console.Say}
			own.run()
			console.Say("worked %s", own.totals)
		}()
	}
	console.Obey(func(verb, rest string) {
		count, err := strconv.Atoi(rest)
		if verb != "served" || err != nil {
			console.Say("unknown command %s", verb)
			return
		}
		served.await(count, longestAwait)
		console.Say("served %s", served)
	})
	return nil
}

// connection makes the one TCP connection of the session.
func connection(listen, connect string, console *report.Console) (net.Conn, error) {
	if (listen == "") == (connect == "") {
		return nil, errors.New("want either --listen or --connect")
	}
	if connect != "" {
		return net.Dial("tcp", connect)
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, err
	}
	defer func() { _ = listener.Close() }()
	console.Say("listening %s", listener.Addr())
	connection, err := listener.Accept()
	if err != nil {
		return nil, fmt.Errorf("nobody connected: %w", err)
	}
	return connection, nil
}
