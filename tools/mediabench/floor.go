package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/casto-network/casto/relay/load"
)

// floorRow is the cost of one way to send.
type floorRow struct {
	Name    string  `json:"name"`
	Micros  float64 `json:"microsPerPacket"` // CPU of the sending process, user and system
	Arrived float64 `json:"arrived"`         // share of the packets, from 0 to 1
}

// Of the floor: what 100 viewers get of a stream of 30 frames a second, as SRTP packets of 1200 bytes of payload.
const (
	floorViewers = 100
	floorBurst   = 9
	payloadSize  = 1200
	headerSize   = 12
	tagSize      = 16
	packetSize   = headerSize + payloadSize + tagSize
	floorTick    = time.Second / 30
)

// The row that casto-node is held against.
const floorName = "AES-128-GCM seal + GSO(9), sendmmsg 64"

// measureFloor runs all rows in a process of their own.
func measureFloor(ctx context.Context, rounds int) ([]floorRow, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "floor", strconv.Itoa(rounds))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("floor: %w", err)
	}
	var rows []floorRow
	if err := json.Unmarshal(out, &rows); err != nil {
		return nil, fmt.Errorf("floor: %w", err)
	}
	return rows, nil
}

// floorCommand is the sending process; it writes its rows as JSON.
func floorCommand(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("floor: want the number of rounds")
	}
	rounds, err := strconv.Atoi(args[0])
	if err != nil || rounds < 1 {
		return fmt.Errorf("floor: %q is no number of rounds", args[0])
	}
	s, err := startSink(ctx)
	if err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	rows, err := floorRows(ctx, s, rounds)
	if err := errors.Join(err, s.stop()); err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	return json.NewEncoder(os.Stdout).Encode(rows)
}

// sink is the process of the receivers, as the sending one sees it.
type sink struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	ports []uint16
}

func startSink(ctx context.Context) (*sink, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &sink{cmd: exec.CommandContext(ctx, self, "sink", strconv.Itoa(floorViewers))}
	s.cmd.Stderr = os.Stderr
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.out = bufio.NewReader(out)
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := s.out.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &s.ports)
	}
	if err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// received returns how many packets have come.
func (s *sink) received() (uint64, error) {
	if _, err := s.in.Write([]byte("\n")); err != nil {
		return 0, err
	}
	line, err := s.out.ReadString('\n')
	if err != nil {
		return 0, err
	}
	return strconv.ParseUint(line[:len(line)-1], 10, 64)
}

func (s *sink) stop() error {
	_ = s.in.Close()
	return s.cmd.Wait()
}

// sinkCommand is the process of the receivers. It answers each line with the number of packets so far.
func sinkCommand(_ context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("sink: want the number of sockets")
	}
	n, err := strconv.Atoi(args[0])
	if err != nil || n < 1 {
		return fmt.Errorf("sink: %q is no number of sockets", args[0])
	}
	s, err := load.NewSink(n)
	if err != nil {
		return fmt.Errorf("sink: %w", err)
	}
	defer s.Close()
	if err := json.NewEncoder(os.Stdout).Encode(s.Ports()); err != nil {
		return err
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		fmt.Println(s.Packets())
	}
	return nil
}
