package client

import (
	"encoding/json"
	"errors"

	"github.com/xtaci/smux"

	"portolan/interop/internal/files"
	"portolan/interop/internal/wire"
)

// download copies a file or folder of the device into a folder.
func (c *client) download(words []string) error {
	return c.copyFiles(words, 0, func(stream *smux.Stream, source, folder string) error {
		return files.Unpack(stream, folder)
	})
}

// upload copies a file or folder into a folder of the device.
func (c *client) upload(words []string) error {
	return c.copyFiles(words, 1, func(stream *smux.Stream, source, folder string) error {
		if err := files.Pack(stream, source); err != nil {
			return err
		}
		_, err := wire.ExpectOK(stream)
		return err
	})
}

func (c *client) copyFiles(words []string, direction int, transfer func(*smux.Stream, string, string) error) error {
	if len(words) != 2 {
		return errors.New("want PATH FOLDER")
	}
	payload, err := json.Marshal(wire.FileRequest{Direction: direction, Path: words[direction]})
	if err != nil {
		return err
	}
	stream, _, err := c.openStream(wire.File, payload)
	if err == nil {
		err = transfer(stream, words[0], words[1])
		_ = stream.Close()
	}
	if err != nil {
		c.console.Say("failed %v", err)
		return nil
	}
	c.console.Say("copied")
	return nil
}
