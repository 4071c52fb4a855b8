// Package incentives holds the money of CASTO: who owes what for which bytes.
package incentives
