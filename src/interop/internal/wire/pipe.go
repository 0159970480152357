package wire

import "io"

// Pipe copies both ways and closes both ends as soon as either direction ends: there is no half-close in the field.
func Pipe(a, b io.ReadWriteCloser) {
	ended := make(chan struct{}, 2)
	carry := func(to io.Writer, from io.Reader) {
		_, _ = io.Copy(to, from)
		ended <- struct{}{}
	}
	go carry(a, b)
	go carry(b, a)
	<-ended
	_ = a.Close()
	_ = b.Close()
	<-ended
}
