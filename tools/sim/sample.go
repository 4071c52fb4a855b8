package main

import (
	"math"
	"slices"
)

// sample is a set of measurements.
type sample struct {
	v      []float32
	sorted bool
}

func (s *sample) add(x float64) {
	s.v = append(s.v, float32(x))
	s.sorted = false
}

func (s *sample) sort() {
	if !s.sorted {
		slices.Sort(s.v)
		s.sorted = true
	}
}

// at is the measurement below which the share p lies; not a number without measurements.
func (s *sample) at(p float64) float64 {
	if len(s.v) == 0 {
		return math.NaN()
	}
	s.sort()
	return float64(s.v[min(len(s.v)-1, int(p*float64(len(s.v))))])
}

// share is how many of the measurements are at most x, of 1.
func (s *sample) share(x float64) float64 {
	if len(s.v) == 0 {
		return math.NaN()
	}
	s.sort()
	i, _ := slices.BinarySearch(s.v, math.Nextafter32(float32(x), float32(math.Inf(1))))
	return float64(i) / float64(len(s.v))
}

// spread is a figure over several seeds.
type spread struct {
	Mean, Least, Most float64
	Seeds             int
}

func over(v []float64) spread {
	s := spread{Least: math.Inf(1), Most: math.Inf(-1)}
	for _, x := range v {
		if math.IsNaN(x) {
			continue
		}
		s.Seeds++
		s.Mean += x
		s.Least, s.Most = min(s.Least, x), max(s.Most, x)
	}
	if s.Seeds == 0 {
		return spread{Mean: math.NaN(), Least: math.NaN(), Most: math.NaN()}
	}
	s.Mean /= float64(s.Seeds)
	return s
}
