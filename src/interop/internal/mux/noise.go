package mux

import (
	"encoding/binary"
	"hash/crc32"
)

// noise is the endless byte sequence of a seed (SplitMix64, eight bytes at a time, low byte first), so that either end can
// tell what the other should have sent.
type noise struct {
	state uint64
	rest  []byte
	word  [8]byte
}

func newNoise(seed uint64) *noise { return &noise{state: seed} }

// Read never fails and always fills p.
func (n *noise) Read(p []byte) (int, error) {
	for filled := 0; filled < len(p); {
		if len(n.rest) == 0 {
			binary.LittleEndian.PutUint64(n.word[:], n.next())
			n.rest = n.word[:]
		}
		copied := copy(p[filled:], n.rest)
		n.rest = n.rest[copied:]
		filled += copied
	}
	return len(p), nil
}

func (n *noise) next() uint64 {
	n.state += 0x9e3779b97f4a7c15
	z := n.state
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// sumOf is the CRC-32 of the first count bytes of a seed's noise.
func sumOf(seed uint64, count uint32) uint32 {
	bytes := make([]byte, count)
	_, _ = newNoise(seed).Read(bytes)
	return crc32.ChecksumIEEE(bytes)
}
