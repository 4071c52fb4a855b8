package sdpfrag

import "strings"

// Of returns the fragment with a session description's ICE credentials and candidates.
func Of(description string) Fragment {
	var f Fragment
	mid, from := "", 0 // candidates from this index on belong to the section being read, whose mid may follow them
	section := func() {
		for i := from; i < len(f.Candidates); i++ {
			f.Candidates[i].MID = mid
		}
		mid, from = "", len(f.Candidates)
	}
	for line := range strings.Lines(description) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "m=") {
			section()
		}
		key, value, _ := strings.Cut(strings.TrimPrefix(line, "a="), ":")
		switch {
		case !strings.HasPrefix(line, "a="):
		case key == "mid":
			mid = value
		case key == "ice-ufrag" && f.Ufrag == "":
			f.Ufrag = value
		case key == "ice-pwd" && f.Password == "":
			f.Password = value
		case key == "candidate":
			f.Candidates = append(f.Candidates, Candidate{Attribute: line[2:]})
		case key == "end-of-candidates":
			f.End = true
		}
	}
	section()
	return f
}

// Apply returns a session description with f's credentials and candidates in place of its own. The candidates stand in the
// first media section, which is the one that carries all under BUNDLE.
func (f Fragment) Apply(description string) string {
	var b strings.Builder
	sections := 0
	candidates := func() {
		if sections != 1 {
			return
		}
		for _, c := range f.Candidates {
			b.WriteString("a=" + c.Attribute + "\r\n")
		}
	}
	for line := range strings.Lines(description) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "m=") {
			candidates()
			sections++
		}
		key, _, _ := strings.Cut(strings.TrimPrefix(line, "a="), ":")
		switch {
		case line == "":
			continue
		case !strings.HasPrefix(line, "a="):
		case key == "ice-ufrag":
			line = "a=ice-ufrag:" + f.Ufrag
		case key == "ice-pwd":
			line = "a=ice-pwd:" + f.Password
		case key == "candidate", key == "end-of-candidates":
			continue
		}
		b.WriteString(line + "\r\n")
	}
	candidates()
	return b.String()
}

// String writes the fragment as it goes over HTTP.
func (f Fragment) String() string {
	var b strings.Builder
	b.WriteString("a=ice-ufrag:" + f.Ufrag + "\r\na=ice-pwd:" + f.Password + "\r\n")
	for i, c := range f.Candidates {
		if i == 0 || c.MID != f.Candidates[i-1].MID {
			// The media line only separates sections here (RFC 8840, section 9).
			b.WriteString("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:" + c.MID + "\r\n")
		}
		b.WriteString("a=" + c.Attribute + "\r\n")
	}
	if f.End {
		b.WriteString("a=end-of-candidates\r\n")
	}
	return b.String()
}
