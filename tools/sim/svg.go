package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// curve is one line of a chart.
type curve struct {
	name string
	x, y []float64
}

// chart is a few curves over two axes, drawn for light and for dark pages.
type chart struct {
	title, subtitle string
	xTitle, yTitle  string
	xMax, yMax      float64
	xStep, yStep    float64
	yUnit           string
	steps           bool // a distribution over whole numbers
	curves          []curve
	marks           []mark
}

// mark is a vertical line at a target.
type mark struct {
	x    float64
	name string
}

const (
	chartWidth, chartHeight = 760.0, 380.0
	left, right, top, foot  = 62.0, 24.0, 74.0, 52.0
)

const chartStyle = `<style>
svg { --ink: #1f2328; --soft: #656d76; --rule: #d8dee4; --ground: #ffffff; --c0: #0969da; --c1: #bc4c00; --c2: #1a7f37; --c3: #8250df; --c4: #bf3989; --c5: #9a6700 }
@media (prefers-color-scheme: dark) {
svg { --ink: #e6edf3; --soft: #9198a1; --rule: #30363d; --ground: #0d1117; --c0: #58a6ff; --c1: #f0883e; --c2: #3fb950; --c3: #bc8cff; --c4: #f778ba; --c5: #d29922 } }
text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: var(--soft) }
.title { font-size: 16px; font-weight: 600; fill: var(--ink) }
.name { fill: var(--ink) }
.rule { stroke: var(--rule); stroke-width: 1 }
.axis { stroke: var(--soft); stroke-width: 1 }
.mark { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 4 }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round }
</style>
`

func (c *chart) px(x float64) float64 {
	return left + (chartWidth-left-right)*min(x, c.xMax)/c.xMax
}

func (c *chart) py(y float64) float64 {
	return chartHeight - foot - (chartHeight-top-foot)*min(y, c.yMax)/c.yMax
}

// svg draws the chart.
func (c *chart) svg() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g" role="img" aria-label="%s">`+"\n",
		chartWidth, chartHeight, chartWidth, chartHeight, html.EscapeString(c.title))
	b.WriteString(chartStyle)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="var(--ground)"/>`+"\n")
	fmt.Fprintf(&b, `<text class="title" x="20" y="26">%s</text>`+"\n", html.EscapeString(c.title))
	fmt.Fprintf(&b, `<text x="20" y="44">%s</text>`+"\n", html.EscapeString(c.subtitle))
	c.axes(&b)
	c.legend(&b)
	for i, curve := range c.curves {
		c.draw(&b, i, curve)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (c *chart) axes(b *strings.Builder) {
	bottom := chartHeight - foot
	for y := 0.0; y <= c.yMax+1e-9; y += c.yStep {
		fmt.Fprintf(b, `<line class="rule" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, left, c.py(y), chartWidth-right, c.py(y))
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="end">%g%s</text>`+"\n", left-8, c.py(y)+4, y, c.yUnit)
	}
	for x := 0.0; x <= c.xMax+1e-9; x += c.xStep {
		fmt.Fprintf(b, `<line class="axis" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, c.px(x), bottom, c.px(x), bottom+4)
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle">%g</text>`+"\n", c.px(x), bottom+18, x)
	}
	fmt.Fprintf(b, `<line class="axis" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`+"\n", left, bottom, chartWidth-right, bottom)
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`+"\n", (left+chartWidth-right)/2, chartHeight-14, html.EscapeString(c.xTitle))
	fmt.Fprintf(b, `<text transform="translate(16 %.1f) rotate(-90)" text-anchor="middle">%s</text>`+"\n", (top+bottom)/2, html.EscapeString(c.yTitle))
	for _, m := range c.marks {
		fmt.Fprintf(b, `<line class="mark" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, c.px(m.x), top, c.px(m.x), bottom)
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="end" %s>%s</text>`+"\n", c.px(m.x)-5, bottom-7, halo, html.EscapeString(m.name))
	}
}

// halo keeps marks readable where curves pass.
const halo = `paint-order="stroke" stroke="var(--ground)" stroke-width="4"`

// legend names the curves in one line between the subtitle and the plot.
func (c *chart) legend(b *strings.Builder) {
	x := 20.0
	for i, curve := range c.curves {
		fmt.Fprintf(b, `<line x1="%.1f" y1="60" x2="%.1f" y2="60" stroke="var(--c%d)" stroke-width="3"/>`, x, x+18, i%6)
		fmt.Fprintf(b, `<text class="name" x="%.1f" y="64">%s</text>`+"\n", x+24, html.EscapeString(curve.name))
		x += 24 + 6.4*float64(len([]rune(curve.name))) + 20
	}
}

func (c *chart) draw(b *strings.Builder, i int, l curve) {
	fmt.Fprintf(b, `<path class="curve" stroke="var(--c%d)" d="`, i%6)
	for j := range l.x {
		if l.x[j] > c.xMax {
			break
		}
		switch {
		case j == 0:
			fmt.Fprintf(b, "M%.1f %.1f", c.px(l.x[j]), c.py(l.y[j]))
		case c.steps:
			fmt.Fprintf(b, "H%.1fV%.1f", c.px(l.x[j]), c.py(l.y[j]))
		default:
			fmt.Fprintf(b, "L%.1f %.1f", c.px(l.x[j]), c.py(l.y[j]))
		}
	}
	if c.steps && len(l.x) > 0 {
		fmt.Fprintf(b, "H%.1f", c.px(c.xMax))
	}
	b.WriteString("\"/>\n")
}

// cdf is the share of the samples, in percent, that is at most x, for points points of x up to most.
func cdf(name string, s *sample, most float64, points int) curve {
	l := curve{name: name}
	for i := range points + 1 {
		x := most * float64(i) / float64(points)
		l.x = append(l.x, x)
		l.y = append(l.y, math.Round(1000*s.share(x))/10)
	}
	return l
}
