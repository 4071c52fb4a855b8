package extension

import "slices"

// Kind is a header extension that passes through the relay; as a number, its canonical id.
type Kind uint8

// The extensions that pass.
const (
	VideoOrientation     Kind = iota + 1 // 3GPP TS 26.114, section 7.4.5
	PlayoutDelay                         // bounds on the receiver's delay
	ColorSpace                           // of the pictures, with HDR metadata
	AbsCaptureTime                       // when the source captured what it sends
	AudioLevel                           // RFC 6464
	DependencyDescriptor                 // AV1 RTP specification, appendix A
	count
)

// URI names an extension in a session description (RFC 8285, section 5), or is empty for an unknown one.
func (k Kind) URI() string {
	switch k {
	case VideoOrientation:
		return "urn:3gpp:video-orientation"
	case PlayoutDelay:
		return "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay"
	case ColorSpace:
		return "http://www.webrtc.org/experiments/rtp-hdrext/color-space"
	case AbsCaptureTime:
		return "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time"
	case AudioLevel:
		return "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
	case DependencyDescriptor:
		return "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension"
	}
	return ""
}

// Of lists the extensions of a kind of media, "audio" or "video".
func Of(media string) []Kind {
	switch media {
	case "audio":
		return []Kind{AudioLevel, AbsCaptureTime}
	case "video":
		return []Kind{VideoOrientation, PlayoutDelay, ColorSpace, AbsCaptureTime, DependencyDescriptor}
	}
	return nil
}

// IDs are one side's ids of the extensions, by Kind; zero stands for one that was not negotiated.
type IDs [count]uint8

// Set notes the id of an extension by its URI. URIs that do not pass, and ids outside 1 to 255, are left alone.
func (ids *IDs) Set(uri string, id int) {
	for k := Kind(1); k < count; k++ {
		if k.URI() == uri && id > 0 && id < 256 {
			ids[k] = uint8(id)
		}
	}
}

// none says that nothing was negotiated.
func (ids *IDs) none() bool { return *ids == IDs{} }

// kind returns the extension with an id.
func (ids *IDs) kind(id uint8) (Kind, bool) {
	for k := Kind(1); k < count; k++ {
		if ids[k] == id {
			return k, true
		}
	}
	return 0, false
}

// The profiles of RFC 8285, sections 4.2 and 4.3. The lower four bits of the two-byte form are for the application.
const (
	oneByte = 0xbede
	twoByte = 0x1000
)

// Each calls f with the elements of an RTP header extension, until f is false or the rest cannot be read. Data is a part of b.
func Each(profile uint16, b []byte, f func(id uint8, data []byte) bool) {
	long := profile&0xfff0 == twoByte
	if !long && profile != oneByte {
		return
	}
	for len(b) > 0 {
		if b[0] == 0 { // padding
			b = b[1:]
			continue
		}
		id, start, size := b[0]>>4, 1, int(b[0]&0x0f)+1
		if long {
			if len(b) < 2 {
				return
			}
			id, start, size = b[0], 2, int(b[1])
		} else if id == 15 { // ends the list
			return
		}
		if start+size > len(b) || !f(id, b[start:start+size]) {
			return
		}
		b = b[start+size:]
	}
}

// Parse returns what passes of an RTP header extension whose sender has negotiated ids, in the canonical form: for each element
// its Kind, its length and its data. The result is nil if there is nothing, else a slice of its own.
func Parse(profile uint16, b []byte, ids *IDs) (canonical []byte) {
	if len(b) == 0 || ids.none() {
		return nil
	}
	Each(profile, b, func(id uint8, data []byte) bool {
		if k, ok := ids.kind(id); ok && len(data) > 0 {
			if canonical == nil {
				canonical = make([]byte, 0, len(b)+2)
			}
			canonical = append(append(canonical, byte(k), byte(len(data))), data...)
		}
		return true
	})
	return canonical
}

// Find returns the data of an extension in the canonical form, or nil. It is a part of canonical.
func Find(canonical []byte, k Kind) []byte {
	for b := canonical; len(b) >= 2 && len(b) >= 2+int(b[1]); b = b[2+int(b[1]):] {
		if Kind(b[0]) == k {
			return b[2 : 2+int(b[1])]
		}
	}
	return nil
}

// Set returns canonical with other data for an extension that it has, in dst, which it reuses. Data of more than 255 bytes, and an
// extension that is not there, leave a copy of canonical.
func Set(dst, canonical []byte, k Kind, data []byte) []byte {
	dst = dst[:0]
	for b := canonical; len(b) >= 2 && len(b) >= 2+int(b[1]); b = b[2+int(b[1]):] {
		element := b[2 : 2+int(b[1])]
		if Kind(b[0]) == k && len(data) < 256 {
			element = data
		}
		dst = append(append(dst, b[0], byte(len(element))), element...)
	}
	return dst
}

// Append appends the elements of canonical that a receiver has negotiated, under its ids, to dst: in the one-byte form if all fit
// in it, else in the two-byte form, which long tells. What dst holds already must be in the form that Long foretells.
func Append(dst, canonical []byte, ids *IDs) (out []byte, long bool) {
	if len(canonical) == 0 || ids.none() {
		return dst, false
	}
	long = Long(canonical, ids)
	for b := canonical; len(b) >= 2 && len(b) >= 2+int(b[1]); b = b[2+int(b[1]):] {
		if k := Kind(b[0]); k < count && ids[k] != 0 {
			dst = Put(dst, long, ids[k], b[2:2+int(b[1])])
		}
	}
	return dst, long
}

// Long says whether Append would write the two-byte form: for an element of more than 16 bytes, or an id above 14.
func Long(canonical []byte, ids *IDs) bool {
	for b := canonical; len(b) >= 2 && len(b) >= 2+int(b[1]); b = b[2+int(b[1]):] {
		if k := Kind(b[0]); k < count && ids[k] != 0 && (ids[k] > 14 || b[1] > 16 || b[1] == 0) {
			return true
		}
	}
	return false
}

// Put appends one element to dst, of 1 to 16 bytes in the one-byte form and of at most 255 in the two-byte form.
func Put(dst []byte, long bool, id uint8, data []byte) []byte {
	dst = slices.Grow(dst, 2+len(data))
	if long {
		dst = append(dst, id, byte(len(data)))
	} else {
		dst = append(dst, id<<4|byte(len(data)-1)&0x0f)
	}
	return append(dst, data...)
}
