package client

import (
	"crypto/sha256"
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"sync"
	"sync/atomic"

	"portolan/interop/internal/wire"
)

// many sends random bytes through streams to an echo service, all at once, and compares what comes back.
func (c *client) many(words []string) error {
	flags := flag.NewFlagSet("many", flag.ContinueOnError)
	count := flags.Int("streams", 1, "streams at the same time")
	size := flags.Int64("bytes", 64<<10, "bytes up, and the same down, on each")
	if err := flags.Parse(words); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("want many [--streams N] [--bytes N] REMOTE")
	}
	var all sync.WaitGroup
	var good atomic.Int64
	for i := range *count {
		all.Go(func() {
			if err := c.echo(flags.Arg(0), *size); err != nil {
				c.console.Say("failed stream %d %v", i, err)
			} else {
				good.Add(1)
			}
		})
	}
	all.Wait()
	c.console.Say("many %d of %d streams, %d bytes each way", good.Load(), *count, good.Load()**size)
	if int(good.Load()) != *count {
		return errors.New("not every stream came back whole")
	}
	return nil
}

func (c *client) echo(target string, size int64) error {
	stream, _, err := c.openStream(wire.TCPTunnel, []byte(target))
	if err != nil {
		return err
	}
	defer func() { _ = stream.Close() }()
	sent, received := sha256.New(), sha256.New()
	writing := make(chan error, 1)
	go func() {
		noise := rand.NewChaCha8([32]byte(randomKey()))
		_, err := io.CopyN(io.MultiWriter(stream, sent), noise, size)
		writing <- err
	}()
	if _, err = io.CopyN(received, stream, size); err != nil {
		return err
	}
	if err = <-writing; err != nil {
		return err
	}
	if string(sent.Sum(nil)) != string(received.Sum(nil)) {
		return errors.New("what came back is not what was sent")
	}
	return nil
}

func randomKey() []byte {
	key := make([]byte, 32)
	for i := range key {
		key[i] = byte(rand.Uint32())
	}
	return key
}
