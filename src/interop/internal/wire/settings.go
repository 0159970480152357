// Package wire holds what edge, device and client of qbee-v1 have in common: settings, upgrade, messages, pipe.
package wire

import (
	"flag"
	"time"

	"github.com/xtaci/smux"
)

// Protocol is the name that the upgrade asks for.
const Protocol = "qbee-v1"

// Settings are the times that a test may shorten; everything else of a session is fixed.
type Settings struct {
	KeepAlive        time.Duration
	KeepAliveTimeout time.Duration
	// IOWait bounds the waits of a UDP tunnel.
	IOWait time.Duration
}

// Flags adds the settings to a role's arguments.
func (s *Settings) Flags(flags *flag.FlagSet) {
	flags.DurationVar(&s.KeepAlive, "keepalive", 45*time.Second, "time between keep-alive frames")
	flags.DurationVar(&s.KeepAliveTimeout, "keepalive-timeout", 120*time.Second, "silence after which a session is dead")
	flags.DurationVar(&s.IOWait, "io-wait", 15*time.Second, "longest wait of a UDP tunnel for its stream")
}

// Smux returns the session settings of the field with the times of s.
func (s *Settings) Smux() *smux.Config {
	return &smux.Config{
		Version:           2,
		KeepAliveInterval: s.KeepAlive,
		KeepAliveTimeout:  s.KeepAliveTimeout,
		MaxFrameSize:      32 << 10,
		MaxReceiveBuffer:  4 << 20,
		MaxStreamBuffer:   128 << 10,
	}
}
