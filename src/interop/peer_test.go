package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portolan/interop/internal/wire"
)

const patience = 60 * time.Second

// peer is one role running in this process, driven by its lines as another program would.
type peer struct {
	t     *testing.T
	in    io.WriteCloser
	lines chan string
	code  chan int
	// passed are lines that came while another was waited for.
	passed []string
}

func start(t *testing.T, args ...string) *peer {
	t.Helper()
	inReader, inWriter := io.Pipe()
	outReader, outWriter := io.Pipe()
	p := &peer{t: t, in: inWriter, lines: make(chan string, 1024), code: make(chan int, 1)}
	go func() {
		p.code <- run(args, inReader, outWriter)
		_ = outWriter.Close()
	}()
	go func() {
		scanner := bufio.NewScanner(outReader)
		for scanner.Scan() {
			p.lines <- scanner.Text()
		}
		close(p.lines)
	}()
	t.Cleanup(func() { _ = inWriter.Close() })
	return p
}

// line waits for a line that begins so and returns the rest of it; lines passed over on the way can still be waited for.
func (p *peer) line(prefix string) string {
	p.t.Helper()
	for i, line := range p.passed {
		if rest, found := strings.CutPrefix(line, prefix); found {
			p.passed = append(p.passed[:i], p.passed[i+1:]...)
			return strings.TrimSpace(rest)
		}
	}
	deadline := time.After(patience)
	for {
		select {
		case line, open := <-p.lines:
			if !open {
				p.t.Fatalf("ended without %q, after %q", prefix, p.passed)
			}
			if rest, found := strings.CutPrefix(line, prefix); found {
				return strings.TrimSpace(rest)
			}
			p.passed = append(p.passed, line)
		case <-deadline:
			p.t.Fatalf("no %q, but %q", prefix, p.passed)
		}
	}
}

func (p *peer) tell(line string) {
	p.t.Helper()
	if _, err := io.WriteString(p.in, line+"\n"); err != nil {
		p.t.Fatal(err)
	}
}

// field is a running edge with one device.
type field struct {
	edge, device *peer
	address, id  string
	edgeCert     string
}

func startField(t *testing.T, deviceArgs ...string) *field {
	t.Helper()
	dir := t.TempDir()
	edgeCert, edgeKey, _ := certificate(t, dir, "edge")
	deviceCert, deviceKey, id := certificate(t, dir, "device")
	f := &field{edgeCert: edgeCert, id: id}
	f.edge = start(t, "edge", "--cert", edgeCert, "--key", edgeKey, "--client-ca", deviceCert, "--token", "open sesame")
	f.address = f.edge.line("listening")
	f.device = start(t, append([]string{"device", "--edge", "https://" + f.address + "/", "--ca", edgeCert,
		"--cert", deviceCert, "--key", deviceKey, "--retry-min", "10ms", "--retry-max", "20ms"}, deviceArgs...)...)
	f.device.line("ready")
	if got := f.edge.line("device connected"); got != id {
		t.Fatalf("device %s is called %s", id, got)
	}
	return f
}

func (f *field) client(t *testing.T, words ...string) *peer {
	t.Helper()
	return start(t, append([]string{"client", "--edge", "https://" + f.address + "/device/" + f.id,
		"--ca", f.edgeCert, "--token", "open sesame"}, words...)...)
}

// certificate writes a self-signed certificate with a key as agents in the field have it, and
// returns its files and the id of its key.
func certificate(t *testing.T, dir, name string) (certFile, keyFile, id string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(time.Now().UnixNano()),
		Subject:               pkix.Name{CommonName: name},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	certFile = filepath.Join(dir, name+".pem")
	keyFile = filepath.Join(dir, name+".key")
	for file, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: der},
		keyFile:  {Type: "PRIVATE KEY", Bytes: keyDER},
	} {
		if err = os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile, wire.DeviceID(parsed)
}
