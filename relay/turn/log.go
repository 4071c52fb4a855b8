package turn

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/pion/logging"
)

// NewLogger implements logging.LoggerFactory.
func (l logs) NewLogger(scope string) logging.LeveledLogger { return line{l.With("pion", scope)} }

type line struct{ l *slog.Logger }

func (p line) logf(format string, args ...any) {
	if p.l.Enabled(context.Background(), slog.LevelDebug) {
		p.l.Debug(fmt.Sprintf(format, args...))
	}
}

func (p line) Trace(string)                 {}
func (p line) Tracef(string, ...any)        {}
func (p line) Debug(string)                 {}
func (p line) Debugf(string, ...any)        {}
func (p line) Info(msg string)              { p.l.Debug(msg) }
func (p line) Infof(f string, args ...any)  { p.logf(f, args...) }
func (p line) Warn(msg string)              { p.l.Debug(msg) }
func (p line) Warnf(f string, args ...any)  { p.logf(f, args...) }
func (p line) Error(msg string)             { p.l.Debug(msg) }
func (p line) Errorf(f string, args ...any) { p.logf(f, args...) }
