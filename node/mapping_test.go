package node

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// router is one that speaks UPnP (Internet Gateway Device 1.0) on the test's machine, and maps nothing in truth.
type router struct {
	server   *httptest.Server
	external string

	mu     sync.Mutex // guards opened
	opened map[string]mapping
	taken  int // mappings taken back
}

type mapping struct{ external, internal int }

const (
	wanDevice  = "urn:schemas-upnp-org:device:WANConnectionDevice:1"
	wanService = "urn:schemas-upnp-org:service:WANIPConnection:1"
)

// newRouter answers searches on all networks of this machine. Without multicast the test is skipped.
func newRouter(t *testing.T, external string) *router {
	t.Helper()
	ip := multicasting(t)
	r := &router{external: external, opened: map[string]mapping{}}
	listener, err := net.Listen("tcp", net.JoinHostPort(ip.String(), "0"))
	if err != nil {
		t.Fatal(err)
	}
	r.server = &httptest.Server{Listener: listener, Config: &http.Server{Handler: r}}
	r.server.Start()
	t.Cleanup(r.server.Close)
	group, err := net.ListenMulticastUDP("udp4", nil, &net.UDPAddr{IP: net.IPv4(239, 255, 255, 250), Port: 1900})
	if err != nil {
		t.Skipf("no multicast on this machine: %v", err)
	}
	done := make(chan struct{})
	go func() { defer close(done); r.answer(group) }()
	t.Cleanup(func() { _ = group.Close(); <-done })
	return r
}

// multicasting is this machine's address on a network that knows multicast.
func multicasting(t *testing.T) netip.Addr {
	t.Helper()
	interfaces, _ := net.Interfaces() // none is as good as an error
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagMulticast == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addrs, _ := i.Addrs()
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().Is4() {
				return p.Addr()
			}
		}
	}
	t.Skip("no network with multicast")
	return netip.Addr{}
}

// answer tells who searches where the router's description is.
func (r *router) answer(group *net.UDPConn) {
	for b := make([]byte, 2000); ; {
		n, from, err := group.ReadFromUDP(b)
		if err != nil {
			return
		}
		request, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(b[:n])))
		if err != nil || request.Method != "M-SEARCH" || request.Header.Get("St") != wanDevice {
			continue
		}
		_, _ = fmt.Fprintf(to{group, from}, "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=60\r\nEXT:\r\nLOCATION: %s/root.xml\r\nSERVER: test\r\nST: %s\r\nUSN: uuid:1::%s\r\nContent-Length: 0\r\n\r\n",
			r.server.URL, wanDevice, wanDevice)
	}
}

// to writes whole datagrams.
type to struct {
	conn *net.UDPConn
	addr *net.UDPAddr
}

func (w to) Write(b []byte) (int, error) { return w.conn.WriteToUDP(b, w.addr) }

// ServeHTTP implements http.Handler: the description, and the calls of the WAN service.
func (r *router) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", `text/xml; charset="utf-8"`)
	if req.URL.Path == "/root.xml" {
		_, _ = fmt.Fprintf(w, `<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion><URLBase>%s</URLBase>
<device><deviceType>%s</deviceType><friendlyName>test</friendlyName><UDN>uuid:1</UDN><serviceList><service><serviceType>%s</serviceType><serviceId>urn:upnp-org:serviceId:WANIPConn1</serviceId>
<SCPDURL>/scpd.xml</SCPDURL><controlURL>/control</controlURL><eventSubURL>/event</eventSubURL></service></serviceList></device></root>`, r.server.URL, wanDevice, wanService)
		return
	}
	body, err := io.ReadAll(io.LimitReader(req.Body, 1<<16))
	_, action, found := strings.Cut(strings.Trim(req.Header.Get("SOAPAction"), `"`), "#")
	if err != nil || !found {
		http.Error(w, "what?", http.StatusBadRequest)
		return
	}
	_, _ = fmt.Fprintf(w, `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body><u:%sResponse xmlns:u="%s">%s</u:%sResponse></s:Body></s:Envelope>`,
		action, wanService, r.do(action, body), action)
}

// do carries out a call, and returns its results.
func (r *router) do(action string, body []byte) string {
	var call struct {
		Add    arguments `xml:"Body>AddPortMapping"`
		Delete arguments `xml:"Body>DeletePortMapping"`
	}
	_ = xml.Unmarshal(body, &call)
	r.mu.Lock()
	defer r.mu.Unlock()
	switch action {
	case "GetNATRSIPStatus":
		return "<NewRSIPAvailable>0</NewRSIPAvailable><NewNATEnabled>1</NewNATEnabled>"
	case "GetExternalIPAddress":
		return "<NewExternalIPAddress>" + r.external + "</NewExternalIPAddress>"
	case "AddPortMapping":
		external, _ := strconv.Atoi(call.Add.External)
		internal, _ := strconv.Atoi(call.Add.Internal)
		r.opened[strings.ToLower(call.Add.Protocol)] = mapping{external, internal}
	case "DeletePortMapping":
		r.taken++
	}
	return ""
}

// arguments are those of a mapping.
type arguments struct {
	External string `xml:"NewExternalPort"`
	Internal string `xml:"NewInternalPort"`
	Protocol string `xml:"NewProtocol"`
}

// A node behind a router that speaks UPnP is reached at its media port, UDP and TCP, by who follows its adverts and answers.
func TestTheRouterOpensTheMediaPort(t *testing.T) {
	if !alone(t) {
		return
	}
	for _, test := range []struct {
		name, external string
		reached        bool
	}{
		{"with a public address", "20.1.2.3", true},
		{"behind another translator", "10.1.2.3", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRouter(t, test.external)
			n, err := New(t.Context(), loneOptions(t))
			if err != nil {
				t.Fatal(err)
			}
			defer n.closeAll()
			n.opts.NoNAT = false // libp2p maps nothing
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- n.around.keepOpen(ctx) }()
			waitUntil(t, "the port is open", func() bool {
				r.mu.Lock()
				defer r.mu.Unlock()
				return len(r.opened) == 2
			})
			r.mu.Lock()
			udp, tcp := r.opened["udp"], r.opened["tcp"]
			r.mu.Unlock()
			if port := int(n.relay.MediaAddr().Port()); udp.internal != port || tcp.internal != port {
				t.Errorf("it leads to %d by UDP and %d by TCP, the media port is %d", udp.internal, tcp.internal, port)
			}
			if test.reached {
				waitUntil(t, "the node knows", func() bool { return len(n.around.addrs()) == 1 })
				if got, want := n.around.addrs()[0].String(), net.JoinHostPort(test.external, strconv.Itoa(udp.external)); got != want {
					t.Errorf("it is reached at %s, want %s", got, want)
				}
			} else if got := n.around.addrs(); len(got) > 0 {
				t.Errorf("it is reached at %v", got)
			}
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			r.mu.Lock()
			defer r.mu.Unlock()
			if r.taken == 0 {
				t.Error("the mapping is not taken back")
			}
		})
	}
}

// inside is set in the network namespace of a test.
const inside = "CASTO_TEST_NAMESPACE"

// alone has the calling test run in a network namespace of its own, where no router of the real network is asked for anything, and tells whether
// this is there. Without root, on Linux, the test is skipped.
func alone(t *testing.T) bool {
	t.Helper()
	if os.Getenv(inside) != "" {
		return true
	}
	const setUp = "ip link set lo up && ip link add lan type veth peer name far && ip addr add 10.77.0.1/24 dev lan && ip link set far up && ip link set lan up && ip route add 239.0.0.0/8 dev lan && "
	if out, err := exec.CommandContext(t.Context(), "unshare", "--net", "sh", "-c", setUp+"true").CombinedOutput(); err != nil {
		t.Skipf("no network namespace: %v %s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), "unshare", "--net", "sh", "-c", setUp+`exec "$0" -test.run "^$1\$" -test.count 1 -test.v`, os.Args[0], t.Name())
	cmd.Env = append(os.Environ(), inside+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

// waitUntil polls until a condition holds.
func waitUntil(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for range 1500 {
		if holds() {
			return
		}
		<-tick.C
	}
	t.Fatalf("it never came to be that %s", what)
}
