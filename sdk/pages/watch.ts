import { CASTO, CastoError, type CastoState, InvalidOptionError, type Limit, parseStreamUri } from '../src/index.js'
import { byId } from './byId.js'
import { showStats } from './showStats.js'

const video = byId('video', HTMLVideoElement)
const play = byId('play', HTMLButtonElement)
const mute = byId('mute', HTMLButtonElement)
const full = byId('full', HTMLButtonElement)
const unmute = byId('unmute', HTMLButtonElement)
const retry = byId('retry', HTMLButtonElement)
const drawer = byId('drawer', HTMLDetailsElement)

/** Says where the session stands: on the picture, or on the line below it once the picture plays. */
function showState(state: CastoState, cause?: CastoError): void {
  const texts: Record<CastoState, string> = {
    idle: 'Connecting …',
    connecting: 'Connecting …',
    waiting: `${cause?.message ?? ''} Waiting for the stream …`.trim(),
    live: 'Playing live.',
    reconnecting: `${cause?.message ?? ''} Reconnecting …`.trim(),
    stopped: 'Stopped.',
    failed: cause?.message ?? 'This stream cannot be played.',
  }
  const over = state === 'failed' || state === 'stopped'
  // What the picture's curtain says need not be seen twice, only heard once.
  const line = byId('state', HTMLElement)
  line.textContent = texts[state]
  line.classList.toggle('visually-hidden', state !== 'live')
  byId('curtain-text', HTMLElement).textContent = texts[state]
  byId('curtain', HTMLElement).hidden = state === 'live'
  byId('pulse', HTMLElement).hidden = over
  byId('badge', HTMLElement).hidden = state !== 'live'
  retry.hidden = !over || cause instanceof InvalidOptionError
  const details = byId('curtain-details', HTMLElement)
  details.hidden = state !== 'failed' || !cause?.details
  details.textContent = cause?.details ?? ''
  for (const button of [play, mute, full]) button.disabled = video.srcObject === null
}

function showLimit({ state, reason }: Limit): void {
  const line = byId('limit', HTMLElement)
  line.hidden = state === 'none'
  const what = state === 'paused' ? 'The relay has paused this stream' : 'The relay sends the smallest picture only'
  line.textContent = reason ? `${what}: ${reason}` : `${what}.`
}

/** Plays with sound, or without where the browser wants a click first. */
async function begin(): Promise<void> {
  try {
    await video.play()
  } catch {
    video.muted = true
    await video.play().catch(() => undefined)
    unmute.hidden = video.paused
  }
}

function showButtons(): void {
  play.textContent = video.paused ? 'Play' : 'Pause'
  mute.textContent = video.muted ? 'Unmute' : 'Mute'
  if (!video.muted) unmute.hidden = true
}

function showName(uri: string | undefined): void {
  if (uri === undefined) return
  const { streamer, name } = parseStreamUri(uri)
  document.title = `${name} · CASTO`
  byId('heading', HTMLElement).textContent = `Live stream ${name}`
  byId('name', HTMLElement).textContent = name
  const line = byId('streamer', HTMLElement)
  line.textContent = `${streamer.slice(0, 8)}…${streamer.slice(-6)}`
  line.title = streamer
}

async function watch(): Promise<void> {
  try {
    const casto = new CASTO({ onState: showState, onLimit: showLimit })
    if (casto.role !== 'viewer') {
      showState('failed', new InvalidOptionError('This link names no stream.', { details: 'A watch link ends in /watch/0x…/name.' }))
      return
    }
    Object.assign(globalThis, { casto })
    showName(casto.stream)
    video.srcObject = await casto.start()
    showState(casto.state)
    await begin()
  } catch (error) {
    showState('failed', error instanceof CastoError ? error : new CastoError('This stream cannot be played.', { cause: error, details: String(error) }))
  }
}

play.addEventListener('click', () => (video.paused ? void begin() : video.pause()))
mute.addEventListener('click', () => (video.muted = !video.muted))
unmute.addEventListener('click', () => (video.muted = false))
full.addEventListener('click', () => {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void byId('player', HTMLElement).requestFullscreen()
})
retry.addEventListener('click', () => location.reload())
addEventListener('hashchange', () => location.reload())
for (const event of ['play', 'pause', 'volumechange']) video.addEventListener(event, showButtons)

setInterval(async () => {
  if (drawer.open) showStats(byId('stats', HTMLElement), await (globalThis as { casto?: CASTO }).casto?.stats())
}, 1000)
void watch()
