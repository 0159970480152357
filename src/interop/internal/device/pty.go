package device

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"

	"github.com/creack/pty"
	"github.com/xtaci/smux"

	"portolan/interop/internal/wire"
)

// terminals are the running terminals by session id.
type terminals struct {
	mu     sync.Mutex
	master map[string]*os.File
}

func (t *terminals) add(id string, master *os.File) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.master == nil {
		t.master = map[string]*os.File{}
	}
	t.master[id] = master
}

func (t *terminals) remove(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.master, id)
}

// resize holds the lock so that the terminal cannot be closed under it.
func (t *terminals) resize(id string, size *pty.Winsize) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	master, ok := t.master[id]
	if !ok {
		return errors.New("session not found")
	}
	return pty.Setsize(master, size)
}

// serveTerminal runs a command on a pseudo-terminal for as long as the stream and the command both live.
func (d *device) serveTerminal(stream *smux.Stream, payload []byte) {
	var request wire.PTYCommand
	if err := json.Unmarshal(payload, &request); err != nil {
		_ = wire.Refuse(stream, err)
		return
	}
	command := exec.Command(d.shell)
	if request.Command != "" {
		command = exec.Command(request.Command, request.Args...)
	}
	command.Env = append(os.Environ(), "TERM=xterm-256color")
	master, err := pty.StartWithSize(command, &pty.Winsize{Cols: request.Cols, Rows: request.Rows})
	if err != nil {
		_ = wire.Refuse(stream, err)
		return
	}
	id := rand.Text()
	d.terminals.add(id, master)
	d.console.Say("pty %s %dx%d", id, request.Cols, request.Rows)
	if wire.WriteMessage(stream, wire.OK, []byte(id)) == nil {
		wire.Pipe(stream, hangup{File: master, process: command.Process})
	}
	d.terminals.remove(id)
	_ = command.Process.Kill()
	_ = master.Close()
	_ = command.Wait()
	d.console.Say("pty ended %s", id)
}

// hangup is a terminal whose closing kills its process first, so that a read in progress comes back.
type hangup struct {
	*os.File
	process *os.Process
}

func (h hangup) Close() error {
	_ = h.process.Kill()
	return h.File.Close()
}

func (d *device) controlTerminal(stream *smux.Stream, payload []byte) {
	var request wire.PTYCommand
	err := json.Unmarshal(payload, &request)
	if err == nil && request.Type != 0 {
		err = fmt.Errorf("unknown PTY command %d", request.Type)
	}
	if err == nil {
		err = d.terminals.resize(request.SessionID, &pty.Winsize{Cols: request.Cols, Rows: request.Rows})
	}
	if err != nil {
		_ = wire.Refuse(stream, err)
		return
	}
	d.console.Say("resized %s %dx%d", request.SessionID, request.Cols, request.Rows)
	_ = wire.WriteMessage(stream, wire.OK, nil)
}
