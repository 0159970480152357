// Package report is the peer's side of the page that its users follow: lines out, command lines in.
package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
)

// Console prints one event a line and reads one command a line. Its methods may be called from any goroutine.
type Console struct {
	in  *bufio.Scanner
	mu  sync.Mutex
	out io.Writer
}

// New returns a console that reads commands from in and prints events to out.
func New(in io.Reader, out io.Writer) *Console {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(make([]byte, 0, 64*1024), 1024*1024)
	return &Console{in: scanner, out: out}
}

// Say prints one line; what came from a far side cannot break it in two.
func (c *Console) Say(format string, args ...any) {
	line := clean(fmt.Sprintf(format, args...)) + "\n"
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = io.WriteString(c.out, line)
}

// Obey hands every command line to handle, split at its first space, until `quit` or the end of the input.
func (c *Console) Obey(handle func(verb, rest string)) {
	for c.in.Scan() {
		verb, rest, _ := strings.Cut(strings.TrimSpace(c.in.Text()), " ")
		switch verb {
		case "":
		case "quit":
			return
		default:
			handle(verb, rest)
		}
	}
}

func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
