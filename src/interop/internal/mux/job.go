// Package mux runs one bare smux session over TCP and a random workload on it, for tests of the multiplexer alone.
package mux

import (
	"encoding/binary"
	"fmt"
	"io"
)

// mode is what the two ends of one stream do.
type mode uint8

const (
	// sink: the opener sends, the acceptor answers with count and sum of what it got.
	sink mode = 1 + iota
	// source: the acceptor sends, the opener reads all of it.
	source
	// echo: the opener sends and gets the same bytes back.
	echo
	// cut: the opener promises up bytes, sends half of them and closes; the acceptor must get exactly that half.
	cut
	// halfRead: the acceptor sends down bytes, the opener reads half of them and closes.
	halfRead
	// halfClose: the opener sends and half-closes; the acceptor reads to the end, then answers as for sink.
	halfClose
)

const (
	jobLength   = 17
	replyLength = 8
	// accepted is the one byte with which the acceptor takes a job.
	accepted = 0x01
)

// job opens every stream: what to do, the seed of its bytes, and how many go each way.
type job struct {
	mode mode
	seed uint64
	up   uint32
	down uint32
}

func (j job) write(w io.Writer) error {
	var line [jobLength]byte
	line[0] = byte(j.mode)
	binary.BigEndian.PutUint64(line[1:], j.seed)
	binary.BigEndian.PutUint32(line[9:], j.up)
	binary.BigEndian.PutUint32(line[13:], j.down)
	_, err := w.Write(line[:])
	return err
}

func readJob(r io.Reader) (job, error) {
	var line [jobLength]byte
	if _, err := io.ReadFull(r, line[:]); err != nil {
		return job{}, err
	}
	j := job{
		mode: mode(line[0]),
		seed: binary.BigEndian.Uint64(line[1:]),
		up:   binary.BigEndian.Uint32(line[9:]),
		down: binary.BigEndian.Uint32(line[13:]),
	}
	if j.mode < sink || j.mode > halfClose {
		return job{}, fmt.Errorf("unknown mode %d", j.mode)
	}
	return j, nil
}

// reply is the acceptor's count and sum.
type reply struct{ count, sum uint32 }

func (r reply) write(w io.Writer) error {
	var line [replyLength]byte
	binary.BigEndian.PutUint32(line[:], r.count)
	binary.BigEndian.PutUint32(line[4:], r.sum)
	_, err := w.Write(line[:])
	return err
}

func readReply(r io.Reader) (reply, error) {
	var line [replyLength]byte
	if _, err := io.ReadFull(r, line[:]); err != nil {
		return reply{}, err
	}
	return reply{binary.BigEndian.Uint32(line[:]), binary.BigEndian.Uint32(line[4:])}, nil
}
