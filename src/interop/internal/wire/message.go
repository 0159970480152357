package wire

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// MessageType says what the first message of a stream is about.
type MessageType uint8

// The message types of the protocol.
const (
	OK         MessageType = 0x01
	Error      MessageType = 0x02
	GoAway     MessageType = 0x03
	TCPTunnel  MessageType = 0x10
	UDPTunnel  MessageType = 0x11
	PTY        MessageType = 0x12
	PTYControl MessageType = 0x13
	Reload     MessageType = 0x14
	File       MessageType = 0x20
)

const headerLength = 3

// PTYCommand is the JSON payload of PTY and PTYControl.
type PTYCommand struct {
	SessionID string   `json:"sid"`
	Type      uint8    `json:"type,omitempty"`
	Cols      uint16   `json:"cols,omitempty"`
	Rows      uint16   `json:"rows,omitempty"`
	Command   string   `json:"command,omitempty"`
	Args      []string `json:"command_args,omitempty"`
}

// FileRequest is the JSON payload of File: 0 is from the device, 1 to it.
type FileRequest struct {
	Direction int    `json:"direction"`
	Path      string `json:"path"`
}

// RemoteError is the text of an Error message.
type RemoteError string

func (e RemoteError) Error() string { return string(e) }

// WriteMessage sends a message in two writes, header and payload, as peers in the field do.
func WriteMessage(w io.Writer, kind MessageType, payload []byte) error {
	if len(payload) > math.MaxUint16 {
		return fmt.Errorf("a payload of %d bytes does not fit a message", len(payload))
	}
	var header [headerLength]byte
	header[0] = byte(kind)
	binary.BigEndian.PutUint16(header[1:], uint16(len(payload)))
	if _, err := w.Write(header[:]); err != nil {
		return err
	}
	_, err := w.Write(payload)
	return err
}

// ReadMessage reads exactly one message.
func ReadMessage(r io.Reader) (MessageType, []byte, error) {
	var header [headerLength]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return 0, nil, err
	}
	payload := make([]byte, binary.BigEndian.Uint16(header[1:]))
	if _, err := io.ReadFull(r, payload); err != nil {
		return 0, nil, err
	}
	return MessageType(header[0]), payload, nil
}

// Refuse answers with an Error message and returns the reason.
func Refuse(w io.Writer, reason error) error {
	_ = WriteMessage(w, Error, []byte(reason.Error()))
	return reason
}

// ExpectOK reads the answer to an opening message: the payload of OK, or a RemoteError.
func ExpectOK(r io.Reader) ([]byte, error) {
	kind, payload, err := ReadMessage(r)
	switch {
	case err != nil:
		return nil, err
	case kind == OK:
		return payload, nil
	case kind == Error:
		return nil, RemoteError(payload)
	default:
		return nil, fmt.Errorf("answer of type 0x%02x", uint8(kind))
	}
}
