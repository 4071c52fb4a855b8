export type SimulcastLayersParameters = {
  /** Size of what is captured, in pixels; undefined where the browser does not say. */
  width: number | undefined
  height: number | undefined
}

/**
 * Bits per second for a picture of up to so many pixels at 30 frames. The smallest goes through a line of 300 kbit/s with sound
 * and retransmissions.
 */
const bitrates = [
  { pixels: 320 * 180, bitsPerSecond: 150_000 },
  { pixels: 480 * 270, bitsPerSecond: 250_000 },
  { pixels: 640 * 360, bitsPerSecond: 500_000 },
  { pixels: 960 * 540, bitsPerSecond: 1_200_000 },
  { pixels: 1280 * 720, bitsPerSecond: 2_500_000 },
  { pixels: 1920 * 1080, bitsPerSecond: 4_500_000 },
]
const mostBitsPerSecond = 8_000_000

/** No layer is lower than this: below, a picture of a person is none. */
const leastLines = 135

/**
 * The simulcast layers (RFC 8853) for a capture of some size, smallest first, each of half the width and height of the next:
 * three, or two of a small picture, or none of one that is not worth dividing.
 */
export function simulcastLayers({ width = 1280, height = 720 }: SimulcastLayersParameters): RTCRtpEncodingParameters[] {
  const lines = Math.min(width, height) // of a telephone held upright it is the width
  const rids = ['q', 'h', 'f'].slice(lines >= 4 * leastLines ? 0 : lines >= 2 * leastLines ? 1 : 2)
  if (rids.length === 1) return []
  return rids.map((rid, at) => {
    const scaleResolutionDownBy = 2 ** (rids.length - 1 - at)
    // The mode is what makes Chromium send every layer of VP9 and AV1.
    return { rid, scaleResolutionDownBy, maxBitrate: bitrateOf((width * height) / scaleResolutionDownBy ** 2), scalabilityMode: 'L1T1' }
  })
}

function bitrateOf(pixels: number): number {
  return bitrates.find((row) => pixels <= row.pixels)?.bitsPerSecond ?? mostBitsPerSecond
}
