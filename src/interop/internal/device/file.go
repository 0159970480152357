package device

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/xtaci/smux"

	"portolan/interop/internal/files"
	"portolan/interop/internal/wire"
)

// serveFile sends or takes an archive. What fails behind the OK is told by the end of the stream alone.
func (d *device) serveFile(stream *smux.Stream, payload []byte) {
	var request wire.FileRequest
	if err := json.Unmarshal(payload, &request); err != nil {
		_ = wire.Refuse(stream, err)
		return
	}
	if !filepath.IsAbs(request.Path) {
		_ = wire.Refuse(stream, errors.New("path must be absolute"))
		return
	}
	info, err := os.Stat(request.Path)
	switch request.Direction {
	case 0:
		if err != nil {
			_ = wire.Refuse(stream, err)
			return
		}
		if wire.WriteMessage(stream, wire.OK, nil) == nil {
			err = files.Pack(stream, request.Path)
		}
	case 1:
		if err != nil || !info.IsDir() {
			_ = wire.Refuse(stream, errors.New("upload destination must be a directory"))
			return
		}
		if wire.WriteMessage(stream, wire.OK, nil) == nil {
			if err = files.Unpack(stream, request.Path); err == nil {
				err = wire.WriteMessage(stream, wire.OK, nil)
			}
		}
	default:
		_ = wire.Refuse(stream, fmt.Errorf("unsupported direction: %d", request.Direction))
		return
	}
	if err != nil {
		d.console.Say("file failed %v", err)
	}
}
