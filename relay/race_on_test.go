//go:build race

package relay_test

// raceDetector makes everything some twenty times slower.
const raceDetector = true
