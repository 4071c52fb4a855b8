import { expect, test } from 'vitest'
import { setOffer, withReferenceTimes } from './setOffer.js'

const plain = ['m=audio 9', 'a=rtcp-fb:111 transport-cc', 'm=video 9', 'a=rtcp-fb:96 nack', 'a=rtcp-fb:96 nack pli', 'a=rtcp-fb:102 nack pli', 'a=mid:1', ''].join('\r\n')
const asking = plain.replace('96 nack pli', '96 nack pli\r\na=rtcp-fb:96 rrtr').replace('102 nack pli', '102 nack pli\r\na=rtcp-fb:102 rrtr')

/** A connection that takes what `takes` says, and the descriptions it was set. */
function connection(takes: (sdp: string | undefined) => boolean) {
  const set: (string | undefined)[] = []
  const pc = {
    createOffer: async () => ({ type: 'offer', sdp: plain }),
    setLocalDescription: async (description?: { sdp?: string }) => {
      if (!takes(description?.sdp)) throw new Error('not as it was made')
      set.push(description?.sdp)
    },
  }
  return { pc: pc as unknown as RTCPeerConnection, set }
}

test('every video codec has reference times, and nothing else changes', () => {
  expect(withReferenceTimes(plain)).toBe(asking)
  expect(withReferenceTimes('v=0\r\n')).toBe('v=0\r\n')
})

test('the offer is set with them', async () => {
  const { pc, set } = connection(() => true)
  await setOffer(pc)
  expect(set).toEqual([asking])
})

test('a browser that refuses a changed offer makes its own', async () => {
  const { pc, set } = connection((sdp) => sdp === undefined)
  await setOffer(pc)
  expect(set).toEqual([undefined])
})
