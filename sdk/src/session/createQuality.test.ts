import { expect, test } from 'vitest'
import type { RtcSample } from '../rtc/readStats.js'
import { createQuality } from './createQuality.js'

test('tells of losses, of silence and of another picture size, each once', () => {
  const quality = createQuality()
  let sample = { atMs: 0, packetsReceived: 0, packetsLost: 0, width: 640, height: 360 } as RtcSample
  const after = (received: number, lost: number, size: Partial<RtcSample> = {}) => {
    const told = []
    for (let i = 0; i < 16; i++) {
      sample = { ...sample, ...size, atMs: sample.atMs + 250, packetsReceived: sample.packetsReceived + received, packetsLost: sample.packetsLost + lost }
      const news = quality(sample)
      if (news) told.push(`${news.level} ${news.height}`)
    }
    return told
  }
  expect(after(40, 0)).toEqual(['good 360'])
  expect(after(40, 0)).toEqual([])
  expect(after(40, 6)).toEqual(['poor 360'])
  expect(after(40, 0, { width: 320, height: 180 })).toEqual(['poor 180', 'good 180'])
  expect(after(0, 0)).toEqual(['none 180'])
  expect(after(40, 0)).toEqual(['good 180'])
})
