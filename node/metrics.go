package node

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics reads everything off the node at the moment of the scrape; nothing is counted twice.
type metrics struct {
	registry *prometheus.Registry
}

// newMetrics registers a collector over n. Names follow Prometheus' conventions: base units, _total for counters.
func newMetrics(n *Node) *metrics {
	m := &metrics{registry: prometheus.NewRegistry()}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &collector{node: n})
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// collector implements prometheus.Collector.
type collector struct{ node *Node }

// desc describes one metric; the prefix is added here.
func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("casto_"+name, help, labels, nil)
}

// Describe implements prometheus.Collector. Sending nothing makes the collector an unchecked one, whose metrics come and go
// with the streams.
func (c *collector) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c *collector) Collect(out chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	counter := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, v, labels...)
	}
	for _, s := range c.node.relay.Streams() {
		source := 0.0
		if s.HasSource {
			source = 1
		}
		gauge(desc("stream_source", "Whether the stream has a live source here.", "stream"), source, s.Stream)
		gauge(desc("stream_advice", "How many things the publisher should change; /api/v1/streams says which.", "stream"), float64(len(s.Advice)), s.Stream)
		gauge(desc("stream_viewers", "Viewers and child relays served.", "stream"), float64(s.Viewers), s.Stream)
		counter(desc("stream_received_packets_total", "RTP packets received from the source, each once.", "stream"), float64(s.PacketsIn), s.Stream)
		counter(desc("stream_received_bytes_total", "Media payload bytes received from the source.", "stream"), float64(s.BytesIn), s.Stream)
		counter(desc("stream_sent_bytes_total", "Media payload bytes delivered, each packet once per viewer.", "stream"), float64(s.BytesOut), s.Stream)
	}
	c.collectTrees(gauge, counter)
	load := c.node.load()
	gauge(desc("viewers", "Viewers and child relays served, of all streams."), float64(load.Viewers))
	gauge(desc("viewers_limit", "Most viewers and child relays served, 0 for no bound."), float64(load.MaxViewers))
	gauge(desc("publishers", "Publishers connected."), float64(load.Publishers))
	gauge(desc("streams", "Streams carried."), float64(load.Streams))
	gauge(desc("streams_limit", "Most streams carried, 0 for no bound."), float64(load.MaxStreams))
	gauge(desc("sent_bytes_per_second", "Bytes sent from the media port, headers included, averaged over about two seconds."), float64(load.Bitrate)/8)
	gauge(desc("sent_bytes_per_second_limit", "Most bytes sent before viewers are refused, 0 for no bound."), float64(load.MaxBitrate)/8)
	gauge(desc("lag_seconds", "How late packets leave, averaged over about a second."), load.LagMs/1000)
	gauge(desc("busy_ratio", "Share of its time that the busiest sending goroutine works."), load.Busy)
	counter(desc("refused_sessions_total", "Sessions refused because of a bound."), float64(load.Refused))
	gauge(desc("peers", "libp2p connections."), float64(len(c.node.host.Peers())))
	if c.node.opts.Pool {
		return
	}
	open := 0
	for _, ch := range c.node.Challenges() {
		if ch.Open() {
			open++
		}
	}
	gauge(desc("challenges_open", "Receipts that the court wants to see and this relay has not shown yet."), float64(open))
	counter(desc("challenges_answered_total", "Receipts shown to the court since the node started."), float64(c.node.bank.defence.Answered()))
	for _, ch := range c.node.Channels().Earning {
		gauge(desc("channel_owed_tokens", "Cost of the receipts that no voucher covers yet, in whole tokens.", "channel"), whole(ch.Owed), ch.Key.Hex())
		gauge(desc("channel_voucher_tokens", "Cumulative amount of the latest voucher, in whole tokens.", "channel"), whole(ch.Voucher), ch.Key.Hex())
		gauge(desc("channel_claimed_tokens", "Amount redeemed on the chain so far, in whole tokens.", "channel"), whole(ch.Claimed), ch.Key.Hex())
	}
}
