module portolan/interop

go 1.26

require (
	github.com/creack/pty v1.1.24
	github.com/xtaci/smux v1.5.58
)
