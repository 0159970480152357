package mux

import (
	"fmt"
	"sync"
	"time"
)

// totals are the sums of one end: bytes that went up (from the opener) and down, each with the sum of their CRCs.
type totals struct {
	mu       sync.Mutex
	changed  *sync.Cond
	streams  int
	bad      int
	upBytes  uint64
	upSum    uint64
	downByte uint64
	downSum  uint64
}

func newTotals() *totals {
	t := &totals{}
	t.changed = sync.NewCond(&t.mu)
	return t
}

func (t *totals) up(count, sum uint32) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.upBytes += uint64(count)
	t.upSum += uint64(sum)
}

func (t *totals) down(count, sum uint32) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.downByte += uint64(count)
	t.downSum += uint64(sum)
}

// done counts one stream that has ended, well or not.
func (t *totals) done(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.streams++
	if err != nil {
		t.bad++
	}
	t.changed.Broadcast()
}

// await returns when count streams have ended, or after the time-out.
func (t *totals) await(count int, timeout time.Duration) {
	expired := false
	timer := time.AfterFunc(timeout, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		expired = true
		t.changed.Broadcast()
	})
	defer timer.Stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.streams < count && !expired {
		t.changed.Wait()
	}
}

func (t *totals) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return fmt.Sprintf("streams=%d bad=%d up=%d:%d down=%d:%d", t.streams, t.bad, t.upBytes, t.upSum, t.downByte, t.downSum)
}
