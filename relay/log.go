package relay

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/pion/logging"
)

// pionLogs passes Pion's log lines on at debug level: most tell of what a peer did, which is no news at a higher one. Pion
// asks for a dozen loggers per session, so each is no more than a name.
type pionLogs struct{ *slog.Logger }

func (l pionLogs) NewLogger(scope string) logging.LeveledLogger { return pionLog{l.Logger, scope} }

type pionLog struct {
	l     *slog.Logger
	scope string
}

func (p pionLog) log(msg string) { p.l.Debug(msg, "pion", p.scope) }

func (p pionLog) logf(format string, args ...any) {
	if p.l.Enabled(context.Background(), slog.LevelDebug) {
		p.log(fmt.Sprintf(format, args...))
	}
}

func (p pionLog) Trace(string)                 {}
func (p pionLog) Tracef(string, ...any)        {}
func (p pionLog) Debug(string)                 {}
func (p pionLog) Debugf(string, ...any)        {}
func (p pionLog) Info(msg string)              { p.log(msg) }
func (p pionLog) Infof(f string, args ...any)  { p.logf(f, args...) }
func (p pionLog) Warn(msg string)              { p.log(msg) }
func (p pionLog) Warnf(f string, args ...any)  { p.logf(f, args...) }
func (p pionLog) Error(msg string)             { p.log(msg) }
func (p pionLog) Errorf(f string, args ...any) { p.logf(f, args...) }
