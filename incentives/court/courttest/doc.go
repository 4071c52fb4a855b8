// Package courttest makes reports to try the court with: honest ones, of which tests change one thing.
package courttest
