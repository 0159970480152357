// Command interop plays edge, device and client of qbee-v1, or one bare smux session, on the real smux and Go's own TLS
// and HTTP. README.md says what it takes and prints.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"portolan/interop/internal/client"
	"portolan/interop/internal/device"
	"portolan/interop/internal/edge"
	"portolan/interop/internal/mux"
	"portolan/interop/internal/report"
)

const (
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout)) }

func run(args []string, in io.Reader, out io.Writer) int {
	console := report.New(in, out)
	roles := map[string]func([]string, *report.Console) error{
		"edge":    edge.Run,
		"device":  device.Run,
		"client":  client.Run,
		"smux":    mux.Run,
		"version": version,
	}
	if len(args) == 0 || roles[args[0]] == nil {
		_, _ = fmt.Fprintln(os.Stderr, "usage: interop edge|device|client|smux|version [arguments]")
		return exitUsage
	}
	err := roles[args[0]](args[1:], console)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		return exitUsage
	default:
		console.Say("failed %v", err)
		return exitFailed
	}
}

// version prints which smux is inside.
func version(_ []string, console *report.Console) error {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("built without module information")
	}
	for _, module := range build.Deps {
		if module.Path == "github.com/xtaci/smux" {
			console.Say("smux %s", module.Version)
			return nil
		}
	}
	return errors.New("built without smux")
}
