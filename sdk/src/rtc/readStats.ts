/** What one look at a peer connection's statistics tells. All counters are totals since the connection opened. */
export type RtcSample = {
  atMs: number
  /** Bytes the transport took in, media and RTCP; stands still when the other side is gone. */
  transportBytes: number
  /** RTP payload bytes by stream: received without retransmissions for a viewer, sent for a publisher. */
  payloadBytes: Map<string, number>
  rttMs: number | undefined
  width: number | undefined
  height: number | undefined
  framesPerSecond: number | undefined
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
    packetsLost: 0,
    codecs: [],
  }
  let pairBytes = 0
  for (const report of reports.values()) {
    sample.atMs = Math.max(sample.atMs, report.timestamp)
    if (report.type === 'inbound-rtp') {
      const payload = number(report['bytesReceived']) - number(report['retransmittedBytesReceived'])
      sample.payloadBytes.set(report.id, Math.max(0, payload))
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
