package mux

import (
	"fmt"
	"hash/crc32"
	"io"
	"time"

	"github.com/xtaci/smux"
)

// unreadWait frees an acceptor whose opener has closed: newer smux lets such a writer wait for ever.
const unreadWait = time.Second

// acceptor performs the jobs that the other side's openers ask for.
type acceptor struct {
	session *smux.Session
	totals  *totals
	report  func(format string, args ...any)
}

// run returns the reason for which the session ended.
func (a *acceptor) run() error {
	for {
		stream, err := a.session.AcceptStream()
		if err != nil {
			return err
		}
		go func() {
			defer func() { _ = stream.Close() }()
			err := a.serve(stream)
			if err != nil {
				a.report("bad accepted stream: %v", err)
			}
			a.totals.done(err)
		}()
	}
}

func (a *acceptor) serve(stream *smux.Stream) error {
	j, err := readJob(stream)
	if err != nil {
		return err
	}
	if _, err = stream.Write([]byte{accepted}); err != nil {
		return err
	}
	switch j.mode {
	case sink:
		if err = a.receive(stream, j, j.up); err != nil {
			return err
		}
		return a.answer(stream, j)
	case halfClose:
		if err = a.receive(stream, j, j.up); err != nil {
			return err
		}
		if err = expectEnd(stream); err != nil {
			return err
		}
		return a.answer(stream, j)
	case cut:
		if err = a.receive(stream, j, j.up/2); err != nil {
			return err
		}
		return expectEnd(stream)
	case echo:
		return a.echo(stream, j)
	case source:
		return a.send(stream, j)
	default:
		return a.sendInPart(stream, j)
	}
}

func (a *acceptor) answer(stream *smux.Stream, j job) error {
	return reply{j.up, sumOf(j.seed, j.up)}.write(stream)
}

func (a *acceptor) receive(stream *smux.Stream, j job, count uint32) error {
	if err := checkNoise(stream, j.seed, count); err != nil {
		return fmt.Errorf("mode %d up %d: %w", j.mode, j.up, err)
	}
	a.totals.up(count, sumOf(j.seed, count))
	return nil
}

func (a *acceptor) echo(stream *smux.Stream, j job) error {
	sum := crc32.NewIEEE()
	if n, err := io.CopyN(stream, io.TeeReader(stream, sum), int64(j.up)); err != nil {
		return fmt.Errorf("echoed %d of %d bytes: %w", n, j.up, err)
	}
	if got, want := sum.Sum32(), sumOf(j.seed, j.up); got != want {
		return fmt.Errorf("wrong bytes to echo: sum %08x instead of %08x", got, want)
	}
	a.totals.up(j.up, sum.Sum32())
	return nil
}

func (a *acceptor) send(stream *smux.Stream, j job) error {
	if _, err := io.CopyN(stream, newNoise(j.seed), int64(j.down)); err != nil {
		return err
	}
	a.totals.down(j.down, sumOf(j.seed, j.down))
	return nil
}

// sendInPart owes the opener the half that it reads; how far the rest gets is of no account.
func (a *acceptor) sendInPart(stream *smux.Stream, j job) error {
	content := newNoise(j.seed)
	half := int64(j.down / 2)
	if _, err := io.CopyN(stream, content, half); err != nil {
		return err
	}
	_ = stream.SetWriteDeadline(time.Now().Add(unreadWait))
	_, _ = io.CopyN(stream, content, int64(j.down)-half)
	return nil
}

// expectEnd reads the end of what the opener sent, which must come at once.
func expectEnd(stream *smux.Stream) error {
	var more [1]byte
	n, err := stream.Read(more[:])
	if n != 0 || err != io.EOF {
		return fmt.Errorf("read %d, %v where the end should be", n, err)
	}
	return nil
}
