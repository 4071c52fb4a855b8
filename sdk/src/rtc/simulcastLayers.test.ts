import { expect, test } from 'vitest'
import { simulcastLayers } from './simulcastLayers.js'

const layers = (width?: number, height?: number) =>
  simulcastLayers({ width, height }).map(({ rid, scaleResolutionDownBy, maxBitrate }) => `${rid}/${scaleResolutionDownBy} ${(maxBitrate ?? 0) / 1000}`)

test.each([
  [1920, 1080, ['q/4 250', 'h/2 1200', 'f/1 4500']],
  [1280, 720, ['q/4 150', 'h/2 500', 'f/1 2500']],
  [720, 1280, ['q/4 150', 'h/2 500', 'f/1 2500']], // held upright
  [960, 540, ['q/4 150', 'h/2 250', 'f/1 1200']],
  [640, 480, ['h/2 250', 'f/1 1200']],
  [640, 360, ['h/2 150', 'f/1 500']],
  [320, 240, []],
  [3840, 2160, ['q/4 1200', 'h/2 4500', 'f/1 8000']],
])('%d x %d', (width, height, want) => {
  expect(layers(width, height)).toEqual(want)
})

test('a capture whose size is not told is taken for 1280 x 720', () => {
  expect(layers()).toEqual(layers(1280, 720))
})

test('for any size up to 4K, layers rise in size and bitrate, and the last is the whole picture', () => {
  for (let lines = 90; lines <= 2160; lines += 30) {
    const found = simulcastLayers({ width: Math.round((lines * 16) / 9), height: lines })
    if (found.length === 0) continue
    expect(found.at(-1)).toMatchObject({ rid: 'f', scaleResolutionDownBy: 1 })
    for (const [at, layer] of found.entries()) {
      expect(layer).toMatchObject({ scalabilityMode: 'L1T1' })
      if (at > 0) expect(layer.maxBitrate).toBeGreaterThan(found[at - 1]?.maxBitrate ?? Number.NaN)
    }
  }
})
