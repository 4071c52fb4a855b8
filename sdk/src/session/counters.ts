import { type ByteMeter, createByteMeter } from '../rtc/byteMeter.js'
import type { RtcSample } from '../rtc/readStats.js'
import type { CastoStats } from '../stats.js'
import { createRateMeter } from './rateMeter.js'

/** Counts a session's bytes over all its connections. */
export type Counters = {
  /** A new connection is open: its bytes are counted by this meter and added to those before. */
  begin(meter: ByteMeter): void
  /** Takes a look at the present connection's statistics. */
  take(sample: RtcSample): void
  /** How many connections there were. */
  connections(): number
  figures(): Omit<CastoStats, 'role' | 'state' | 'stream' | 'node' | 'limit' | 'receipts' | 'standby' | 'takeovers'>
}

/** Makes {@link Counters} that stand at nought. */
export function createCounters(): Counters {
  const rate = createRateMeter()
  let meter = createByteMeter()
  let earlierBytes = 0
  let connections = 0
  let sample: RtcSample | undefined
  return {
    begin(next) {
      earlierBytes += meter.total()
      meter = next
      connections += 1
    },
    take(next) {
      sample = next
      rate.update(earlierBytes + meter.update(next.payloadBytes), next.atMs)
    },
    connections: () => connections,
    figures: () => ({
      bytes: earlierBytes + meter.total(),
      bitsPerSecond: rate.bitsPerSecond(),
      rttMs: sample?.rttMs,
      width: sample?.width,
      height: sample?.height,
      framesPerSecond: sample?.framesPerSecond,
      packetsLost: sample?.packetsLost ?? 0,
      codecs: sample?.codecs ?? [],
      reconnects: Math.max(0, connections - 1),
    }),
  }
}
