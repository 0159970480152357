package wire

import (
	"encoding/binary"
	"io"
)

// LargestDatagram is the size of the buffers for datagrams.
const LargestDatagram = 65535

const datagramHeader = 4

// WriteDatagram sends one datagram of a UDP tunnel in two writes, header and content.
func WriteDatagram(w io.Writer, port uint16, content []byte) error {
	var header [datagramHeader]byte
	binary.BigEndian.PutUint16(header[:], port)
	binary.BigEndian.PutUint16(header[2:], uint16(len(content)))
	if _, err := w.Write(header[:]); err != nil {
		return err
	}
	_, err := w.Write(content)
	return err
}

// ReadDatagram reads one datagram into buffer, which must hold LargestDatagram bytes.
func ReadDatagram(r io.Reader, buffer []byte) (port uint16, content []byte, err error) {
	var header [datagramHeader]byte
	if _, err = io.ReadFull(r, header[:]); err != nil {
		return 0, nil, err
	}
	content = buffer[:binary.BigEndian.Uint16(header[2:])]
	_, err = io.ReadFull(r, content)
	return binary.BigEndian.Uint16(header[:]), content, err
}
