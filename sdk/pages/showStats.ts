import type { CastoStats } from '../src/index.js'

/** Fills a definition list with a session's numbers. Everything goes in as text: some of it comes from strangers. */
export function showStats(list: HTMLElement, stats: CastoStats | undefined): void {
  const rows = stats ? rowsOf(stats) : [['Session', 'none yet'] as const]
  list.replaceChildren(
    ...rows.map(([term, value]) => {
      const row = document.createElement('div')
      const dt = document.createElement('dt')
      const dd = document.createElement('dd')
      dt.textContent = term
      dd.textContent = value
      if (value.length > 20) row.className = 'long'
      row.append(dt, dd)
      return row
    }),
  )
}

function rowsOf(stats: CastoStats): (readonly [string, string])[] {
  const viewer = stats.role === 'viewer'
  const rate = stats.framesPerSecond ? `, ${Math.round(stats.framesPerSecond)} fps` : ''
  return [
    ['Bit rate', `${Math.round(stats.bitsPerSecond / 1000).toLocaleString('en')} kbit/s`],
    ['Picture', stats.width ? `${stats.width} × ${stats.height}${rate}` : 'none'],
    ['Codecs', stats.codecs.join(', ') || 'none'],
    ['Round trip', stats.rttMs === undefined ? 'unknown' : `${Math.round(stats.rttMs)} ms`],
    [viewer ? 'Received' : 'Sent', megabytes(stats.bytes)],
    ...(viewer ? ([['Packets lost', String(stats.packetsLost)]] as const) : []),
    ['Reconnected', `${stats.reconnects} times`],
    ...(viewer ? ([['Receipts stored', receipts(stats)]] as const) : []),
    ['Node', stats.node ?? 'none'],
    ...(viewer ? ([['Standby', stats.standby ?? 'none']] as const) : []),
    ['Stream', stats.stream ?? 'unknown'],
  ]
}

function receipts({ receipts }: CastoStats): string {
  if (!receipts) return 'none'
  if (receipts.error) return receipts.error
  if (receipts.free !== undefined) return `not asked for${receipts.free ? ` (${receipts.free})` : ''}`
  return `${receipts.acked} of ${receipts.sent}, ${megabytes(receipts.bytes)}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 1)} MB`
}
