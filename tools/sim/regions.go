package main

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed regions.csv
var regionsCSV string

// regions are the places where nodes are, with how far they are from one another.
type regions struct {
	names  []string
	weight []float64 // share of all viewers and relays; they sum to 1
	oneWay [][]time.Duration
	order  [][]uint8 // of each region, all regions from the nearest on; it is the first itself
}

// loadRegions reads the table that stands beside this file.
func loadRegions() (*regions, error) {
	r := csv.NewReader(strings.NewReader(regionsCSV))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("regions.csv: %w", err)
	}
	g := &regions{}
	sum := 0.0
	for _, row := range rows[1:] {
		numbers := make([]float64, len(row)-2)
		for i := range numbers {
			if numbers[i], err = strconv.ParseFloat(row[i+2], 64); err != nil {
				return nil, fmt.Errorf("regions.csv: %s: %w", row[0], err)
			}
		}
		g.names = append(g.names, row[1])
		g.weight = append(g.weight, numbers[0])
		sum += numbers[0]
		line := make([]time.Duration, len(numbers)-1)
		for i, ms := range numbers[1:] {
			line[i] = time.Duration(ms / 2 * float64(time.Millisecond))
		}
		g.oneWay = append(g.oneWay, line)
	}
	for i := range g.weight {
		g.weight[i] /= sum
		order := make([]uint8, len(g.weight))
		for j := range order {
			order[j] = uint8(j)
		}
		slices.SortStableFunc(order, func(a, b uint8) int { return cmp.Compare(g.oneWay[i][a], g.oneWay[i][b]) })
		g.order = append(g.order, order)
	}
	return g, nil
}

// pick returns the region for a number in [0, 1).
func (g *regions) pick(x float64) uint8 {
	for i, w := range g.weight {
		if x -= w; x < 0 {
			return uint8(i)
		}
	}
	return uint8(len(g.weight) - 1)
}

// meanOneWay is the mean over all ordered pairs of different regions.
func (g *regions) meanOneWay() time.Duration {
	var sum time.Duration
	n := 0
	for i := range g.oneWay {
		for j, d := range g.oneWay[i] {
			if i != j {
				sum += d
				n++
			}
		}
	}
	return sum / time.Duration(n)
}
