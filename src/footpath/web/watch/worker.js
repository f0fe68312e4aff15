// Opens the page without a connection. It keeps the page as nobody in particular sees it, its styles and its scripts:
// no notes, no names, nothing that was sent. FACTS is written above this by the server.
const CACHE = `${FACTS.name}-${FACTS.version}`
const PATIENCE = 4000

async function keepShell() {
  const cache = await caches.open(CACHE)
  const answer = await fetch(FACTS.shell, { cache: 'no-store', credentials: 'same-origin' })
  // Signed out, the answer is the sign-in page: what was kept before stays.
  if (!answer.ok || answer.redirected) throw new Error('The page could not be kept')
  await cache.put(FACTS.shell, answer)
}

async function install() {
  const cache = await caches.open(CACHE)
  await cache.addAll(FACTS.assets)
  await keepShell()
  await self.skipWaiting()
}

async function activate() {
  const names = await caches.keys()
  const old = names.filter(name => name.startsWith(`${FACTS.name}-`) && name !== CACHE)
  await Promise.all(old.map(name => caches.delete(name)))
  await self.clients.claim()
}

// The network first, so that what is offered is today's; a bad connection is given up after four seconds.
async function page(event) {
  const stop = new AbortController()
  const late = setTimeout(() => stop.abort(), PATIENCE)
  try {
    const answer = await fetch(event.request, { signal: stop.signal })
    if (answer.status >= 500) throw new Error('The server is not well')
    if (answer.ok) event.waitUntil(keepShell().catch(() => {}))
    return answer
  } catch (reason) {
    const kept = await caches.match(FACTS.shell, { cacheName: CACHE })
    if (kept) return kept
    throw reason
  } finally {
    clearTimeout(late)
  }
}

async function asset(request) {
  return (await caches.match(request, { cacheName: CACHE })) ?? fetch(request)
}

self.addEventListener('install', event => event.waitUntil(install()))
self.addEventListener('activate', event => event.waitUntil(activate()))
self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname, search } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && pathname === FACTS.page) event.respondWith(page(event))
  else if (FACTS.assets.includes(pathname + search)) event.respondWith(asset(request))
})
