import type { RtcSample } from '../rtc/readStats.js'

/**
 * How long picture and sound are held back at a share of packets lost, so that what is sent again comes in time. Browsers wait for
 * one retransmission; on a bad link that is lost as well, and each further try takes them a tenth of a second.
 */
const steps = [
  { loss: 0.14, delayMs: 400 },
  { loss: 0.07, delayMs: 300 },
  { loss: 0.03, delayMs: 150 },
]
/** Losses are counted over this time. */
const windowMs = 3000
/** So many packets tell enough. */
const leastPackets = 60
/** A link that was bad a moment ago will be bad again: only then is less held back. */
const calmMs = 15_000

/** Says after each sample how many milliseconds a viewer holds picture and sound back. Zero leaves it to the browser. */
export function createPlayoutDelay(): (sample: RtcSample) => number {
  const samples: RtcSample[] = []
  let delayMs = 0
  let neededMs = 0
  return (sample) => {
    samples.push(sample)
    while (samples[0] && sample.atMs - samples[0].atMs > windowMs) samples.shift()
    const first = samples[0] ?? sample
    // What was sent again is among the received: lost ones that were repaired count as both.
    const received = sample.packetsReceived - first.packetsReceived
    const share = received < leastPackets ? 0 : (sample.packetsLost - first.packetsLost) / received
    const wantedMs = steps.find(({ loss }) => share >= loss)?.delayMs ?? 0
    if (wantedMs >= delayMs || sample.atMs - neededMs >= calmMs) {
      delayMs = wantedMs
      neededMs = sample.atMs
    }
    return delayMs
  }
}
