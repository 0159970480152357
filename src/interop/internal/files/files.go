// Package files packs and unpacks the archives that files travel in, as peers in the field do.
package files

import (
	"archive/tar"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Pack writes a file or folder as gzip-compressed tar, under its own name.
func Pack(w io.Writer, source string) error {
	compressed := gzip.NewWriter(w)
	archive := tar.NewWriter(compressed)
	parent := filepath.Dir(source)
	err := filepath.WalkDir(source, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(parent, path)
		if err != nil {
			return err
		}
		return add(archive, path, filepath.ToSlash(name), entry)
	})
	if err != nil {
		return err
	}
	if err = archive.Close(); err != nil {
		return err
	}
	return compressed.Close()
}

func add(archive *tar.Writer, path, name string, entry fs.DirEntry) error {
	info, err := entry.Info()
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Readlink(path)
		if err != nil {
			return err
		}
		return archive.WriteHeader(&tar.Header{Typeflag: tar.TypeSymlink, Name: name, Linkname: target})
	}
	header, err := tar.FileInfoHeader(info, "")
	if err != nil {
		return err
	}
	header.Name = name
	if info.IsDir() {
		header.Name += "/"
	}
	if err = archive.WriteHeader(header); err != nil || !info.Mode().IsRegular() {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	_, err = io.Copy(archive, file)
	return err
}

// Unpack reads one archive, to the end of the first gzip member and no further.
func Unpack(r io.Reader, folder string) error {
	compressed, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	compressed.Multistream(false)
	archive := tar.NewReader(compressed)
	for {
		header, err := archive.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err = extract(archive, header, folder); err != nil {
			return err
		}
	}
}

func extract(archive *tar.Reader, header *tar.Header, folder string) error {
	if !filepath.IsLocal(header.Name) {
		return fmt.Errorf("refused name %q", header.Name)
	}
	path := filepath.Join(folder, header.Name)
	switch header.Typeflag {
	case tar.TypeDir:
		return os.MkdirAll(path, 0o755)
	case tar.TypeSymlink:
		return os.Symlink(header.Linkname, path)
	case tar.TypeReg:
		file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, header.FileInfo().Mode().Perm())
		if err != nil {
			return err
		}
		defer func() { _ = file.Close() }()
		_, err = io.Copy(file, archive)
		return err
	default:
		return nil
	}
}
