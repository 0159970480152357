package device

import (
	"errors"
	"flag"
	"os"
	"strings"
	"time"

	"portolan/interop/internal/report"
	"portolan/interop/internal/wire"
)

// Run is the role `device`.
func Run(args []string, console *report.Console) error {
	settings := &wire.Settings{}
	d := &device{console: console, goAway: make(chan struct{}, 1)}
	flags := flag.NewFlagSet("device", flag.ContinueOnError)
	flags.StringVar(&d.endpoint.URL, "edge", "", "URL of the edge, https")
	caFile := flags.String("ca", "", "certificates to trust, PEM; without it the system's")
	certFile := flags.String("cert", "", "the device's certificate, PEM")
	keyFile := flags.String("key", "", "its key, PEM")
	flags.StringVar(&d.shell, "shell", loginShell(), "command of a terminal that asks for none")
	flags.DurationVar(&d.retryMin, "retry-min", 3*time.Second, "shortest wait before connecting again")
	flags.DurationVar(&d.retryMax, "retry-max", 10*time.Second, "longest wait before connecting again")
	settings.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	if !strings.HasPrefix(d.endpoint.URL, "https://") {
		return errors.New("--edge must be an https URL")
	}
	if d.retryMin < 0 || d.retryMax < d.retryMin {
		return errors.New("--retry-max must not be below --retry-min")
	}
	config, err := wire.DialerTLS(*caFile, *certFile, *keyFile)
	if err != nil {
		return err
	}
	d.endpoint.TLS = config
	d.endpoint.Settings = settings
	go d.run()
	console.Obey(func(verb, _ string) { console.Say("unknown command %s", verb) })
	return nil
}

func loginShell() string {
	if shell := os.Getenv("SHELL"); shell != "" {
		return shell
	}
	return "/bin/sh"
}
