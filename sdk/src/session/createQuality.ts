import type { RtcSample } from '../rtc/readStats.js'

/** How a viewer's picture and sound come: `good`, `poor` when more than one packet in twenty is lost, `none` when nothing comes. */
export type Quality = {
  level: 'good' | 'poor' | 'none'
  /** Size of the picture, in pixels; undefined before the first. */
  width: number | undefined
  height: number | undefined
}

/** Losses are counted over this time, and nothing has to come for as long to be `none`. */
const windowMs = 2000
/** So many packets tell enough. */
const leastPackets = 60
const poorLoss = 0.05

/** Says after each sample of a connection what has changed, if anything has. */
export function createQuality(): (sample: RtcSample) => Quality | undefined {
  const samples: RtcSample[] = []
  let told = ''
  return (sample) => {
    samples.push(sample)
    while (samples[1] && sample.atMs - samples[1].atMs >= windowMs) samples.shift()
    const first = samples[0] ?? sample
    const received = sample.packetsReceived - first.packetsReceived
    const lost = sample.packetsLost - first.packetsLost
    const full = sample.atMs - first.atMs >= windowMs
    if (!full && received < leastPackets) return undefined
    const level = received === 0 ? 'none' : received >= leastPackets && lost / received > poorLoss ? 'poor' : 'good'
    const quality: Quality = { level, width: sample.width, height: sample.height }
    const news = `${level} ${sample.width}x${sample.height}`
    if (news === told) return undefined
    told = news
    return quality
  }
}
