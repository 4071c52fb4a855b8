import type { VideoCodec } from '../options.js'

/** Offers one codec before all others, where the browser has it. The others stay in the offer. */
export function preferCodec(transceiver: RTCRtpTransceiver, codec: VideoCodec): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? []
  const wanted = (mimeType: string) => mimeType.toLowerCase() === `video/${codec}`.toLowerCase()
  const first = codecs.filter(({ mimeType }) => wanted(mimeType))
  if (first.length === 0) return
  transceiver.setCodecPreferences([...first, ...codecs.filter(({ mimeType }) => !wanted(mimeType))])
}
