// Package edge plays the edge: devices and clients connect to it, and it pipes their streams.
package edge

import (
	"crypto/subtle"
	"net/http"
	"sort"
	"strings"
	"sync"

	"github.com/xtaci/smux"

	"portolan/interop/internal/report"
	"portolan/interop/internal/wire"
)

type edge struct {
	console  *report.Console
	token    string
	names    map[string]string
	settings *wire.Settings

	mu      sync.Mutex
	devices map[string]*smux.Session
}

// ServeHTTP tells the roles apart by the Authorization header, which only clients send.
func (e *edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if token := r.Header.Get("Authorization"); token != "" {
		e.serveClient(w, r, token)
	} else {
		e.serveDevice(w, r)
	}
}

func (e *edge) serveDevice(w http.ResponseWriter, r *http.Request) {
	if len(r.TLS.PeerCertificates) == 0 {
		e.refuse(w, http.StatusUnauthorized, "device certificate required")
		return
	}
	id := wire.DeviceID(r.TLS.PeerCertificates[0])
	if name, ok := e.names[id]; ok {
		id = name
	}
	if !e.reserve(id) {
		e.refuse(w, http.StatusConflict, "device already connected")
		return
	}
	defer e.forget(id)
	session, err := wire.Upgrade(w, r, e.settings)
	if err != nil {
		e.console.Say("refused %v", err)
		return
	}
	defer func() { _ = session.Close() }()
	e.register(id, session)
	e.console.Say("device connected %s", id)
	for {
		stream, err := session.AcceptStream()
		if err != nil {
			e.console.Say("device disconnected %s", id)
			return
		}
		_ = stream.Close()
		e.console.Say("stream from device %s", id)
	}
}

func (e *edge) serveClient(w http.ResponseWriter, r *http.Request, token string) {
	if subtle.ConstantTimeCompare([]byte(token), []byte(e.token)) != 1 {
		e.refuse(w, http.StatusUnauthorized, "not authorised")
		return
	}
	id := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	if e.device(id) == nil {
		e.refuse(w, http.StatusNotFound, "device not connected")
		return
	}
	session, err := wire.Upgrade(w, r, e.settings)
	if err != nil {
		e.console.Say("refused %v", err)
		return
	}
	defer func() { _ = session.Close() }()
	e.console.Say("client connected %s", id)
	for {
		stream, err := session.AcceptStream()
		if err != nil {
			e.console.Say("client disconnected %s", id)
			return
		}
		go e.join(stream, id)
	}
}

// join carries one stream of a client to its device; what is in it is not looked at.
func (e *edge) join(stream *smux.Stream, id string) {
	defer func() { _ = stream.Close() }()
	device := e.device(id)
	if device == nil {
		return
	}
	onward, err := device.OpenStream()
	if err != nil {
		e.console.Say("no stream to device %s: %v", id, err)
		return
	}
	wire.Pipe(stream, onward)
}

func (e *edge) refuse(w http.ResponseWriter, status int, reason string) {
	w.WriteHeader(status)
	_, _ = w.Write([]byte(reason))
	e.console.Say("refused with %d %s", status, reason)
}

// goAway asks a device to reconnect elsewhere.
func (e *edge) goAway(id string) error {
	device := e.device(id)
	if device == nil {
		return &wire.Refusal{Status: http.StatusNotFound, Reason: "device not connected"}
	}
	stream, err := device.OpenStream()
	if err != nil {
		return err
	}
	defer func() { _ = stream.Close() }()
	return wire.WriteMessage(stream, wire.GoAway, nil)
}

// reserve holds a device's place while it upgrades; a place that is taken is a conflict.
func (e *edge) reserve(id string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, taken := e.devices[id]; taken {
		return false
	}
	e.devices[id] = nil
	return true
}

func (e *edge) register(id string, session *smux.Session) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.devices[id] = session
}

func (e *edge) forget(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.devices, id)
}

func (e *edge) device(id string) *smux.Session {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.devices[id]
}

func (e *edge) ids() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var ids []string
	for id, session := range e.devices {
		if session != nil {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	return ids
}
