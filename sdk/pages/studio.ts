import { CASTO, CameraError, CastoError, type CastoState, captureCamera } from '../src/index.js'
import { byId } from './byId.js'
import { showStats } from './showStats.js'

const preview = byId('preview', HTMLVideoElement)
const settings = byId('settings', HTMLFormElement)
const camera = byId('camera', HTMLSelectElement)
const microphone = byId('microphone', HTMLSelectElement)
const name = byId('name', HTMLInputElement)
const token = byId('token', HTMLInputElement)
const simulcast = byId('simulcast', HTMLInputElement)
const golive = byId('golive', HTMLButtonElement)
const stop = byId('stop', HTMLButtonElement)
const link = byId('link', HTMLInputElement)
const copy = byId('copy', HTMLButtonElement)
const drawer = byId('drawer', HTMLDetailsElement)

let media: MediaStream | undefined
let casto: CASTO | undefined

/** The node's link carries the token behind #; it must not stay in the address bar, where screens are shared. */
function takeToken(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given === null) return
  token.value = given
  history.replaceState(null, '', location.pathname + location.search)
}

/** Opens what the two menus say and shows it; what was open before is closed. */
async function openMedia(): Promise<MediaStream> {
  for (const track of media?.getTracks() ?? []) track.stop()
  media = undefined
  const audio = microphone.value === 'none' ? false : microphone.value ? { deviceId: { exact: microphone.value } } : true
  if (camera.value === 'screen') {
    media = await captureScreen()
    if (audio !== false && media.getAudioTracks().length === 0) {
      for (const track of (await captureCamera({ video: false, audio })).getTracks()) media.addTrack(track)
    }
  } else {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
    const video = camera.value === 'none' ? false : camera.value ? { ...size, deviceId: { exact: camera.value } } : true
    media = await captureCamera({ video, audio })
  }
  preview.srcObject = media
  byId('curtain', HTMLElement).hidden = true
  await listDevices()
  return media
}

async function captureScreen(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true })
  } catch (cause) {
    throw new CameraError('The screen is not shared.', { details: String(cause), cause })
  }
}

/** Device names are known only once one of them was allowed. */
async function listDevices(): Promise<void> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  for (const [select, kind] of [[camera, 'videoinput'], [microphone, 'audioinput']] as const) {
    const chosen = select.value
    const known = new Set([...select.options].map((option) => option.value))
    for (const device of devices) {
      if (device.kind !== kind || !device.deviceId || device.deviceId === 'default' || known.has(device.deviceId)) continue
      select.append(new Option(device.label || kind, device.deviceId))
    }
    select.value = chosen
  }
}

function showState(state: CastoState, cause?: CastoError): void {
  const texts: Record<CastoState, string> = {
    idle: 'Not live.',
    connecting: 'Connecting …',
    waiting: `${cause?.message ?? ''} Trying again …`.trim(),
    live: 'You are live.',
    reconnecting: `${cause?.message ?? ''} Reconnecting …`.trim(),
    stopped: 'Not live.',
    failed: [cause?.message, cause?.details].filter(Boolean).join(' ') || 'Not live.',
  }
  const running = !['idle', 'stopped', 'failed'].includes(state)
  byId('state', HTMLElement).textContent = texts[state]
  byId('badge', HTMLElement).hidden = state !== 'live'
  byId('share', HTMLElement).hidden = !running || link.value === ''
  golive.hidden = running
  stop.hidden = !running
  for (const field of [name, token, camera, microphone, simulcast]) field.disabled = running
}

function showError(error: unknown): void {
  showState('failed', error instanceof CastoError ? error : new CastoError('This did not work.', { cause: error, details: String(error) }))
}

function showCurtain(error: unknown): void {
  byId('curtain', HTMLElement).hidden = false
  byId('curtain-text', HTMLElement).textContent = error instanceof Error ? error.message : String(error)
  const details = byId('curtain-details', HTMLElement)
  details.textContent = error instanceof CastoError ? (error.details ?? '') : ''
  details.hidden = details.textContent === ''
}

/** The watch link is the publishing node's own; whoever has the stream's name may watch at other nodes too. */
function showLink(): void {
  const match = /^casto:\/\/(.+)$/.exec(casto?.stream ?? '')
  link.value = match ? `${location.origin}/watch/${match[1]}` : ''
}

async function goLive(): Promise<void> {
  golive.disabled = true
  try {
    const opened = media?.active ? media : await openMedia()
    casto = new CASTO({
      media: opened,
      name: name.value.trim(),
      token: token.value.trim() || undefined,
      simulcast: simulcast.checked,
      onState: showState,
    })
    Object.assign(globalThis, { casto })
    await casto.start()
    showLink()
    showState(casto.state)
  } catch (error) {
    if (casto?.state !== 'stopped') showError(error)
  } finally {
    golive.disabled = false
  }
}

settings.addEventListener('submit', (event) => {
  event.preventDefault()
  void goLive()
})
stop.addEventListener('click', () => void casto?.stop())
byId('open', HTMLButtonElement).addEventListener('click', () => void openMedia().catch(showCurtain))
for (const select of [camera, microphone]) select.addEventListener('change', () => void openMedia().catch(showCurtain))
copy.addEventListener('click', async () => {
  link.select()
  await navigator.clipboard?.writeText(link.value)
  copy.textContent = 'Copied'
  setTimeout(() => (copy.textContent = 'Copy link'), 2000)
})
setInterval(async () => {
  if (drawer.open) showStats(byId('stats', HTMLElement), await casto?.stats())
}, 1000)

takeToken()
showState('idle')
const allowed = await navigator.permissions?.query({ name: 'camera' as PermissionName }).catch(() => undefined)
if (allowed?.state === 'granted') await openMedia().catch(showCurtain)
