package mux

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"sync"

	"github.com/xtaci/smux"
)

// workload opens streams with random jobs, some at the same time.
type workload struct {
	session   *smux.Session
	streams   int
	parallel  int
	largest   int
	seed      uint64
	halfClose bool
	totals    *totals
	report    func(format string, args ...any)
}

func (w *workload) run() {
	next := make(chan job)
	var all sync.WaitGroup
	for range w.parallel {
		all.Go(func() {
			for j := range next {
				err := w.perform(j)
				if err != nil {
					w.report("bad stream mode %d up %d down %d: %v", j.mode, j.up, j.down, err)
				}
				w.totals.done(err)
			}
		})
	}
	random := rand.New(rand.NewPCG(w.seed, w.seed))
	for range w.streams {
		next <- w.draw(random)
	}
	close(next)
	all.Wait()
}

// draw makes most jobs small and a few as large as allowed.
func (w *workload) draw(random *rand.Rand) job {
	modes := int(halfRead)
	if w.halfClose {
		modes = int(halfClose)
	}
	size := func() uint32 {
		if random.IntN(16) == 0 {
			return uint32(random.IntN(w.largest + 1))
		}
		return uint32(random.IntN(min(4096, w.largest) + 1))
	}
	return job{mode: mode(1 + random.IntN(modes)), seed: random.Uint64(), up: size(), down: size()}
}

// halfCloses tells whether this smux can end one direction of a stream. That of 1.5.57 can, but then drops what it has not
// read yet when the other direction ends too, so it is for the caller to ask for such jobs.
var _, halfCloses = any(&smux.Stream{}).(writeCloser)

type writeCloser interface{ CloseWrite() error }

func (w *workload) perform(j job) error {
	stream, err := w.session.OpenStream()
	if err != nil {
		return err
	}
	defer func() { _ = stream.Close() }()
	if err = j.write(stream); err != nil {
		return err
	}
	var taken [1]byte
	if _, err = io.ReadFull(stream, taken[:]); err != nil {
		return err
	}
	if taken[0] != accepted {
		return fmt.Errorf("job answered with 0x%02x", taken[0])
	}
	switch j.mode {
	case sink:
		return w.send(stream, j, j.up, w.expectReply)
	case cut:
		return w.send(stream, j, j.up/2, nil)
	case halfClose:
		return w.send(stream, j, j.up, func(stream *smux.Stream, j job) error {
			if err := any(stream).(writeCloser).CloseWrite(); err != nil {
				return err
			}
			return w.expectReply(stream, j)
		})
	case echo:
		return w.echo(stream, j)
	case source:
		return w.receive(stream, j, j.down)
	default:
		return w.receive(stream, j, j.down/2)
	}
}

func (w *workload) send(stream *smux.Stream, j job, count uint32, then func(*smux.Stream, job) error) error {
	if _, err := io.CopyN(stream, newNoise(j.seed), int64(count)); err != nil {
		return err
	}
	w.totals.up(count, sumOf(j.seed, count))
	if then == nil {
		return nil
	}
	return then(stream, j)
}

func (w *workload) expectReply(stream *smux.Stream, j job) error {
	got, err := readReply(stream)
	if err != nil {
		return err
	}
	if want := (reply{j.up, sumOf(j.seed, j.up)}); got != want {
		return fmt.Errorf("reply %v instead of %v", got, want)
	}
	return nil
}

func (w *workload) echo(stream *smux.Stream, j job) error {
	sending := make(chan error, 1)
	go func() { sending <- w.send(stream, j, j.up, nil) }()
	err := checkNoise(stream, j.seed, j.up)
	if err != nil {
		_ = stream.Close()
	}
	return errors.Join(err, <-sending)
}

func (w *workload) receive(stream *smux.Stream, j job, count uint32) error {
	if err := checkNoise(stream, j.seed, count); err != nil {
		return err
	}
	if j.mode == source {
		w.totals.down(count, sumOf(j.seed, count))
	}
	return nil
}

// checkNoise reads count bytes, which must be those of the seed.
func checkNoise(r io.Reader, seed uint64, count uint32) error {
	got := make([]byte, count)
	if n, err := io.ReadFull(r, got); err != nil {
		return fmt.Errorf("%d of %d bytes: %w", n, count, err)
	}
	want := make([]byte, count)
	_, _ = newNoise(seed).Read(want)
	if !bytes.Equal(got, want) {
		return fmt.Errorf("wrong bytes: sum %08x instead of %08x", crc32.ChecksumIEEE(got), crc32.ChecksumIEEE(want))
	}
	return nil
}
