package court

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/casto-network/casto/incentives"
)

const (
	// maxReports is how many reports a case file may hold.
	maxReports = 64
	// MaxCase is how long a case file may be, in bytes.
	MaxCase = maxReports * incentives.MaxReportEntries * 2048
)

// ParseCase reads a case file: reports that a relay signed, as a JSON list. It fails with incentives.ErrSyntax.
func ParseCase(text []byte) ([]Report, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var reports []Report
	if err := decoder.Decode(&reports); err != nil {
		return nil, fmt.Errorf("case file: %w: %w", incentives.ErrSyntax, err)
	}
	if decoder.More() || len(reports) == 0 || len(reports) > maxReports {
		return nil, fmt.Errorf("case file: %w: want one list of 1 to %d reports", incentives.ErrSyntax, maxReports)
	}
	for i, r := range reports {
		if len(r.Entries) > incentives.MaxReportEntries {
			return nil, fmt.Errorf("case file: %w: report %d has %d entries, at most %d", incentives.ErrSyntax, i, len(r.Entries), incentives.MaxReportEntries)
		}
	}
	return reports, nil
}
