package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/xtaci/smux"
)

// Endpoint is where a device or a client connects to, and as whom.
type Endpoint struct {
	URL string
	// Token is the value of the Authorization header; a device has none.
	Token    string
	TLS      *tls.Config
	Settings *Settings
	// Headers replace those of the upgrade, for tests of refusals.
	Headers map[string]string
}

// Refusal is an answer other than 101.
type Refusal struct {
	Status int
	Reason string
}

func (r *Refusal) Error() string {
	return strings.TrimSpace(fmt.Sprintf("refused with %d %s", r.Status, r.Reason))
}

const (
	dialTimeout      = 30 * time.Second
	handshakeTimeout = 10 * time.Second
	longestReason    = 4096
)

// Dial connects, upgrades and starts the smux client of the session.
func (e *Endpoint) Dial(ctx context.Context) (*smux.Session, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, e.URL, nil)
	if err != nil {
		return nil, err
	}
	if e.Token != "" {
		request.Header.Set("Authorization", e.Token)
	}
	request.Header.Set("Connection", "upgrade")
	request.Header.Set("Upgrade", "websocket")
	request.Header.Set("Sec-WebSocket-Protocol", Protocol)
	for name, value := range e.Headers {
		request.Header.Set(name, value)
	}
	client := &http.Client{Transport: &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: dialTimeout}).DialContext,
		DisableKeepAlives:   true,
		TLSHandshakeTimeout: handshakeTimeout,
		TLSClientConfig:     e.TLS,
	}}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	// The number is all that is looked at, as in the field.
	if response.StatusCode != http.StatusSwitchingProtocols {
		defer func() { _ = response.Body.Close() }()
		reason, _ := io.ReadAll(io.LimitReader(response.Body, longestReason))
		return nil, &Refusal{Status: response.StatusCode, Reason: string(reason)}
	}
	connection, ok := response.Body.(io.ReadWriteCloser)
	if !ok {
		return nil, errors.New("the upgraded connection cannot be written to")
	}
	session, err := smux.Client(connection, e.Settings.Smux())
	if err != nil {
		_ = connection.Close()
		return nil, err
	}
	return session, nil
}

const switching = "HTTP/1.1 101 Switching Protocols\r\n" +
	"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: " + Protocol + "\r\n\r\n"

// Upgrade answers an upgrade request and starts the smux server of the session. Header values are compared exactly,
// a refusal has no body, and bytes sent before the 101 are lost: all as in the field.
func Upgrade(w http.ResponseWriter, r *http.Request, settings *Settings) (*smux.Session, error) {
	if r.Header.Get("Connection") != "upgrade" ||
		r.Header.Get("Upgrade") != "websocket" ||
		r.Header.Get("Sec-WebSocket-Protocol") != Protocol {
		w.WriteHeader(http.StatusUpgradeRequired)
		return nil, &Refusal{Status: http.StatusUpgradeRequired}
	}
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return nil, err
	}
	if _, err = io.WriteString(connection, switching); err != nil {
		_ = connection.Close()
		return nil, err
	}
	return smux.Server(connection, settings.Smux())
}
