/** What one look at a peer connection's statistics tells. All counters are totals since the connection opened. */
export type RtcSample = {
  atMs: number
  /** Bytes the transport took in, media and RTCP; stands still when the other side is gone. */
  transportBytes: number
  /** RTP payload bytes by stream: each packet received once for a viewer, all that was sent for a publisher. */
  payloadBytes: Map<string, number>
  rttMs: number | undefined
  width: number | undefined
  height: number | undefined
  framesPerSecond: number | undefined
  packetsReceived: number
  /** How long ago the last packet of media came; undefined where the browser does not say. */
  silentMs: number | undefined
  packetsLost: number
  codecs: string[]
}

type Report = { id: string; type: string; timestamp: number } & Record<string, unknown>

/** Reads a peer connection's statistics (W3C webrtc-stats) down to what the SDK needs of them. */
export async function readStats(pc: RTCPeerConnection): Promise<RtcSample> {
  const reports = new Map<string, Report>()
  for (const report of (await pc.getStats()).values()) reports.set(report.id, report)
  return sampleOf(reports)
}

/** The pure part of {@link readStats}. */
export function sampleOf(reports: ReadonlyMap<string, Report>): RtcSample {
  const sample: RtcSample = {
    atMs: 0,
    transportBytes: 0,
    payloadBytes: new Map(),
    rttMs: undefined,
    width: undefined,
    height: undefined,
    framesPerSecond: undefined,
    packetsReceived: 0,
    silentMs: undefined,
    packetsLost: 0,
    codecs: [],
  }
  let pairBytes = 0
  for (const report of reports.values()) {
    sample.atMs = Math.max(sample.atMs, report.timestamp)
    if (report.type === 'inbound-rtp') {
      sample.payloadBytes.set(report.id, uniquePayload(report))
      sample.packetsReceived += number(report['packetsReceived'])
      const last = number(report['lastPacketReceivedTimestamp'])
      if (last > 0) sample.silentMs = Math.max(0, Math.min(sample.silentMs ?? Number.POSITIVE_INFINITY, report.timestamp - last))
      sample.packetsLost += Math.max(0, number(report['packetsLost']))
      describe(sample, report, reports)
    } else if (report.type === 'outbound-rtp') {
      sample.payloadBytes.set(report.id, number(report['bytesSent']))
      describe(sample, report, reports)
    } else if (report.type === 'candidate-pair' && (report['nominated'] === true || report['selected'] === true)) {
      pairBytes += number(report['bytesReceived'])
      const rtt = report['currentRoundTripTime']
      if (typeof rtt === 'number') sample.rttMs = rtt * 1000
    } else if (report.type === 'transport') {
      sample.transportBytes += number(report['bytesReceived'])
    }
  }
  // Firefox has no transport report; its nominated pair counts the same bytes.
  if (sample.transportBytes === 0) sample.transportBytes = pairBytes
  return sample
}

/** What a retransmission carries besides the packet it repeats: the original sequence number (RFC 4588, section 4). */
const rtxHeaderBytes = 2

/**
 * The payload of a stream with each packet counted once. A retransmission counts where it filled a hole and not where it
 * repeated what had come; the statistics do not tell which, so no more of them count than packets were missing.
 */
function uniquePayload(report: Report): number {
  const repeatedBytes = number(report['retransmittedBytesReceived'])
  const repeatedPackets = number(report['retransmittedPacketsReceived'])
  const missing = Math.max(0, number(report['packetsLost']))
  const filled = repeatedPackets > 0 ? Math.min(1, missing / repeatedPackets) : 0
  const recovered = filled * Math.max(0, repeatedBytes - rtxHeaderBytes * repeatedPackets)
  return Math.max(0, Math.floor(number(report['bytesReceived']) - repeatedBytes + recovered))
}

/** Picture size and codec; of several simulcast layers the largest stands for all. */
function describe(sample: RtcSample, report: Report, reports: ReadonlyMap<string, Report>): void {
  const width = number(report['frameWidth'])
  if (width > (sample.width ?? 0)) {
    sample.width = width
    sample.height = number(report['frameHeight'])
    sample.framesPerSecond = number(report['framesPerSecond'])
  }
  const mime = reports.get(String(report['codecId']))?.['mimeType']
  const codec = typeof mime === 'string' ? mime.replace(/^.*\//, '') : undefined
  if (codec && !sample.codecs.includes(codec)) sample.codecs.push(codec)
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
