package turn

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" // what TURN's REST form is defined with; HMAC does not need its resistance to collisions
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Credential is what a peer needs to allocate.
type Credential struct {
	Username, Password string
	Until              time.Time
}

// lender makes and checks credentials: the user name is the Unix time at which they end, a colon and an id; the password is the base64
// of the HMAC-SHA1 of that under a key of this process.
type lender struct {
	key  [32]byte
	life time.Duration
}

func newLender(life time.Duration) *lender {
	l := &lender{life: life}
	_, _ = rand.Read(l.key[:]) // never fails
	return l
}

// lend makes a credential. The id is whom it counts with: of an account, of a peer, or random for those who have no name. What is no
// letter of hexadecimal in it is hashed away, so that nobody chooses a user name.
func (l *lender) lend(id string, now time.Time) Credential {
	until := now.Add(l.life)
	mac := hmac.New(sha1.New, l.key[:])
	_, _ = mac.Write([]byte("id\x00" + id)) // never fails
	name := strconv.FormatInt(until.Unix(), 10) + ":" + hex.EncodeToString(mac.Sum(nil)[:8])
	return Credential{Username: name, Password: l.password(name), Until: until}
}

func (l *lender) password(username string) string {
	mac := hmac.New(sha1.New, l.key[:])
	_, _ = mac.Write([]byte("user\x00" + username)) // never fails
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// maxUsername is longer than any that lend makes.
const maxUsername = 40

// check returns the password of a user name and the id in it. Stale says that its time is over. The time of one that nobody lent may be
// anything: its password is known to nobody.
func (l *lender) check(username string, now time.Time) (id, password string, stale, ok bool) {
	text, id, ok := strings.Cut(username, ":")
	if !ok || len(username) > maxUsername || len(id) != 16 {
		return "", "", false, false
	}
	until, err := strconv.ParseInt(text, 10, 64)
	if err != nil || until < 0 {
		return "", "", false, false
	}
	return id, l.password(username), now.Unix() > until, true
}
