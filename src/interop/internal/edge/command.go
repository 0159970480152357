package edge

import (
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/xtaci/smux"

	"portolan/interop/internal/report"
	"portolan/interop/internal/wire"
)

// Run is the role `edge`.
func Run(args []string, console *report.Console) error {
	e := &edge{
		console:  console,
		names:    map[string]string{},
		settings: &wire.Settings{},
		devices:  map[string]*smux.Session{},
	}
	flags := flag.NewFlagSet("edge", flag.ContinueOnError)
	listen := flags.String("listen", "127.0.0.1:0", "address to listen on")
	certFile := flags.String("cert", "", "certificate chain, PEM")
	keyFile := flags.String("key", "", "its key, PEM")
	clientCA := flags.String("client-ca", "", "issuers of device certificates, PEM; without it any certificate will do")
	flags.StringVar(&e.token, "token", "", "the one value of Authorization that clients may send")
	flags.Func("device-id", "HEX=NAME: call the device with that public key NAME; may be repeated", func(text string) error {
		key, name, found := strings.Cut(text, "=")
		if !found || key == "" || name == "" {
			return errors.New("want HEX=NAME")
		}
		e.names[key] = name
		return nil
	})
	e.settings.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	if e.token == "" {
		return errors.New("--token is required")
	}
	config, err := serverTLS(*certFile, *keyFile, *clientCA)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:   e,
		TLSConfig: config,
		// An upgrade needs HTTP/1.1: no h2 by ALPN.
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	go func() { _ = server.ServeTLS(listener, "", "") }()
	defer func() { _ = server.Close() }()
	console.Say("listening %s", listener.Addr())
	console.Obey(e.obey)
	return nil
}

func (e *edge) obey(verb, rest string) {
	switch verb {
	case "devices":
		e.console.Say("%s", strings.TrimSpace("devices "+strings.Join(e.ids(), " ")))
	case "goaway":
		for _, id := range e.chosen(rest) {
			if err := e.goAway(id); err != nil {
				e.console.Say("failed goaway %s: %v", id, err)
			} else {
				e.console.Say("goaway sent %s", id)
			}
		}
	case "drop":
		for _, id := range e.chosen(rest) {
			if device := e.device(id); device != nil {
				_ = device.Close()
			}
		}
	default:
		e.console.Say("unknown command %s", verb)
	}
}

// chosen is the device that a command names, or all.
func (e *edge) chosen(name string) []string {
	if name != "" {
		return []string{name}
	}
	return e.ids()
}

func serverTLS(certFile, keyFile, clientCA string) (*tls.Config, error) {
	identity, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return nil, fmt.Errorf("--cert and --key: %w", err)
	}
	config := &tls.Config{
		MinVersion:   tls.VersionTLS12,
		Certificates: []tls.Certificate{identity},
		ClientAuth:   tls.RequestClientCert,
	}
	if clientCA != "" {
		if config.ClientCAs, err = wire.Authorities(clientCA); err != nil {
			return nil, err
		}
		config.ClientAuth = tls.VerifyClientCertIfGiven
	}
	return config, nil
}
