// Keeps notes on this phone until the server says that it has them. Without this file the form is sent at once.
const { words: said, path, returned } = document.getElementById('watch').dataset
const words = JSON.parse(said)
const patterns = words.patterns.map(([kind, source, check]) => ({ kind, source: new RegExp(source, 'gi'), check }))
const form = document.getElementById('note')
const at = id => document.getElementById(id)
const title = document.title.replace(/^Error: /, '')

// --- what identifies somebody, found as the server finds it

const digitsOf = text => [...text].filter(sign => sign >= '0' && sign <= '9').map(Number)
const checks = {
  '': () => true,
  nhs(text) {
    const digits = digitsOf(text)
    return digits.length === 10 && digits.reduce((sum, digit, place) => sum + digit * (10 - place), 0) % 11 === 0
  },
  luhn(text) {
    const doubled = digitsOf(text).reverse().map((digit, place) => (place % 2 ? digit * 2 : digit))
    return doubled.reduce((sum, each) => sum + (each > 9 ? each - 9 : each), 0) % 10 === 0
  },
}

export function screen(text) {
  const found = []
  for (const { kind, source, check } of patterns) {
    for (const match of text.matchAll(source)) if (checks[check](match[0])) found.push({ kind, words: match[0].trim() })
  }
  return found
}

const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name])

function identifying(field, text) {
  const [found] = screen(text)
  const label = words.texts[field]
  return found && fill(words.refused, { label, kind: words.identifies[found.kind], words: found.words })
}

// --- what can be put right, in the server's words

function problemsOf(fields) {
  const wrong = new Map()
  const say = (field, says) => says && !wrong.has(field) && wrong.set(field, says)
  for (const [field, says] of Object.entries(words.missing)) if (!(fields[field] ?? '').trim()) say(field, says)
  if (!words.saw.some(field => fields[field].trim())) say('did', words.nothing_seen)
  for (const [field, label] of Object.entries(words.texts)) {
    say(field, identifying(field, fields[field]))
    const most = words.longest[field]
    if ([...fields[field]].length > most) say(field, `Write “${label}” in ${most.toLocaleString('en')} characters or less`)
  }
  for (const field of ['first', 'second']) {
    if (fields[field].trim() && !/^\p{L}{1,4}$/u.test(fields[field].trim())) say(field, words.wrong_initials)
  }
  const seconds = fields.seconds.trim()
  if (seconds && !(/^\d{1,6}$/.test(seconds) && +seconds >= 1 && +seconds <= words.most_seconds)) {
    say('seconds', words.wrong_seconds)
  }
  const now = new Date()
  const ago = now.getFullYear() * 12 + now.getMonth() + 1 - (+fields.year * 12 + +fields.month)
  const month = /^\d{1,2}$/.test(fields.month.trim()) && /^\d{4}$/.test(fields.year.trim())
  if (!month || +fields.month < 1 || +fields.month > 12 || ago < 0 || ago > 11) say('month', words.wrong_month)
  const place = ([field]) => words.order.indexOf(field)
  return [...wrong].sort((one, other) => place(one) - place(other)).map(([at, says]) => ({ at, says }))
}

function mark(field, says) {
  const control = at(field) ?? form.elements[field]?.[0]
  const whole = field === 'month' ? at('month-group') : control
  const group = whole?.closest('.govuk-form-group')
  if (!group) return
  group.querySelector('.app-watch__error, .govuk-error-message')?.remove()
  group.classList.toggle('govuk-form-group--error', Boolean(says))
  const kind = control.matches('textarea, select') ? control.localName : 'input'
  control.classList.toggle(`govuk-${kind}--error`, Boolean(says))
  const id = `${field}-error`
  const others = (control.getAttribute('aria-describedby') ?? '').split(' ').filter(each => each && each !== id)
  if (says) {
    const line = document.createElement('p')
    line.id = id
    line.className = 'govuk-error-message app-watch__error'
    const hidden = document.createElement('span')
    hidden.className = 'govuk-visually-hidden'
    hidden.textContent = 'Error: '
    line.append(hidden, says)
    const choice = control.matches('[type=radio], [type=checkbox]')
    const before = choice ? control.parentElement.parentElement : (whole.closest('.govuk-input__wrapper') ?? whole)
    before.before(line)
    others.push(id)
  }
  if (others.length) control.setAttribute('aria-describedby', others.join(' '))
  else control.removeAttribute('aria-describedby')
}

function show(problems) {
  for (const field of words.order) if (field) mark(field, '')
  for (const { at: field, says } of problems) if (field) mark(field, says)
  const box = at('problems')
  box.replaceChildren()
  document.title = problems.length ? `Error: ${title}` : title
  if (!problems.length) return
  box.innerHTML =
    '<div class="govuk-error-summary" tabindex="-1"><div role="alert"><h2 class="govuk-error-summary__title">' +
    'There is a problem</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">' +
    '</ul></div></div></div>'
  for (const { at: field, says } of problems) {
    const link = document.createElement('a')
    link.href = `#${field}`
    link.textContent = says
    link.addEventListener('click', event => {
      event.preventDefault()
      ;(at(field) ?? form.elements[field]?.[0])?.focus()
    })
    const item = document.createElement('li')
    item.append(link)
    box.querySelector('ul').append(item)
  }
  box.firstElementChild.focus({ preventScroll: true })
  box.scrollIntoView({ block: 'start' })
}

// --- the store on this phone

const asked = request =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

function open() {
  const opening = indexedDB.open(words.store, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('notes', { keyPath: 'key' })
    opening.result.createObjectStore('drafts', { keyPath: 'key' })
  }
  return asked(opening)
}

// A write is done when its transaction is: then it is on the phone, whatever happens next.
function write(store, act) {
  return new Promise((resolve, reject) => {
    const turn = base.transaction(store, 'readwrite', { durability: 'strict' })
    act(turn.objectStore(store))
    turn.oncomplete = () => resolve()
    turn.onerror = turn.onabort = () => reject(turn.error)
  })
}

const all = async store => asked(base.transaction(store).objectStore(store).getAll())
const put = (store, value) => write(store, held => held.put(value))
const drop = (store, key) => write(store, held => held.delete(key))

let base = null
try {
  base = await open()
} catch {
  // A browser that keeps nothing: the form is sent at once, as without a script.
}

// --- the form

const fieldsOf = () => {
  const fields = Object.fromEntries(new FormData(form))
  delete fields.csrfmiddlewaretoken
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')

function thisMonth() {
  const now = new Date()
  form.elements.month.value = now.getMonth() + 1
  form.elements.year.value = now.getFullYear()
}

function fillIn(fields) {
  form.reset()
  thisMonth()
  for (const [name, value] of Object.entries(fields)) {
    const control = form.elements[name]
    if (!control || name === 'csrfmiddlewaretoken') continue
    if (control.type === 'checkbox') control.checked = value === control.value
    else control.value = value
  }
}

// What is being written is kept too, but no text that identifies somebody: not even until it is mended.
async function keepDraft() {
  const fields = fieldsOf()
  for (const field of Object.keys(words.texts)) if (screen(fields[field]).length) delete fields[field]
  await put('drafts', { key: 'draft', fields })
}

let typing = 0
function later() {
  clearTimeout(typing)
  typing = setTimeout(() => keepDraft().catch(() => {}), 300)
}

async function keep(event) {
  event.preventDefault()
  const fields = fieldsOf()
  const problems = problemsOf(fields)
  show(problems)
  if (problems.length) return
  clearTimeout(typing)
  const page = form.elements.where.selectedOptions[0]
  const name = `${page.parentElement.label}: ${page.textContent}`
  try {
    await put('notes', { key: fields.key, name, kept: Date.now(), fields })
  } catch {
    // The phone has no room: it is sent at once instead, or stays where it is, in the form.
    const sent = await sendNow(fields).catch(() => false)
    if (!sent) return show([{ at: 'did', says: NO_ROOM }])
  }
  // The pair stays; the person they watched has gone.
  const stays = Object.fromEntries(['where', 'place', 'first', 'second'].map(each => [each, fields[each]]))
  fillIn({ ...stays, key: newKey() })
  await drop('drafts', 'draft')
  await list('Kept on this phone. ')
  at('on-phone').scrollIntoView({ block: 'start' })
  await send()
}

const NO_ROOM = 'This phone has no room for the note. Leave this page open, find a connection, and press the button again'

async function sendNow(fields) {
  const { token } = await (await fetch(`${path}token`, { redirect: 'error', cache: 'no-store' })).json()
  return (await answerTo(fields, token)).ok
}

const answerTo = (fields, token) =>
  fetch(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { Accept: 'application/json', 'X-CSRFToken': token },
    redirect: 'error',
  })

// --- what waits, and sending it

const some = count => (count === 1 ? '1 note waits' : `${count} notes wait`)

function button(text, act) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'app-link-button'
  made.textContent = text
  made.addEventListener('click', act)
  return made
}

async function list(first = '') {
  const notes = (await all('notes')).sort((one, other) => one.kept - other.kept)
  at('waiting').textContent = first + (notes.length ? `${some(notes.length)} on this phone to be sent.` : 'No note waits to be sent.')
  at('send-now').hidden = !notes.length
  at('waiting-list').replaceChildren(...notes.map(line))
}

function line(note) {
  const item = document.createElement('li')
  const when = new Date(note.kept).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  item.append(`${note.name}, kept at ${when}. `)
  for (const { says } of note.problems ?? []) {
    const wrong = document.createElement('p')
    wrong.className = 'govuk-error-message govuk-!-margin-bottom-1'
    wrong.textContent = says
    item.append(wrong)
  }
  const change = button('Change it', async () => {
    fillIn(note.fields)
    show(note.problems ?? [])
    at('consent').focus()
  })
  const away = button('Throw it away', async () => {
    if (away.textContent === 'Throw it away') {
      away.textContent = 'Throw it away for good'
      return
    }
    await drop('notes', note.key)
    await list('The note is gone. ')
  })
  item.append(change, away)
  return item
}

let sending = false
async function send() {
  if (sending || !base) return
  const notes = await all('notes')
  if (!notes.length) return
  if (!navigator.onLine) return list('No connection. Nothing is lost. ')
  sending = true
  try {
    await list(await sendAll(notes))
  } finally {
    sending = false
  }
}

async function sendAll(notes) {
  let sent = 0
  try {
    const answer = await fetch(`${path}token`, { redirect: 'manual', cache: 'no-store' })
    if (answer.type === 'opaqueredirect') return signIn()
    const { token } = await answer.json()
    // One that is being changed waits until it is kept again.
    const whole = notes.filter(note => note.key !== form.elements.key.value)
    for (const note of whole.sort((one, other) => one.kept - other.kept)) {
      const done = await post(note, token)
      if (done) sent += 1
    }
  } catch {
    return `${sent} sent. The rest could not be sent now, and nothing is lost. `
  }
  return sent === 1 ? '1 note is sent. ' : `${sent} notes are sent. `
}

async function post(note, token) {
  const answer = await answerTo(note.fields, token)
  const reply = await answer.json()
  if (answer.ok && reply.kept === note.key) {
    await drop('notes', note.key) // only now: the server has said that it has it
    return true
  }
  if (answer.status === 422) await put('notes', { ...note, problems: reply.problems })
  return false
}

function signIn() {
  const link = document.createElement('a')
  link.className = 'govuk-link'
  link.href = `/staff/sign-in?next=${encodeURIComponent(path)}`
  link.textContent = 'Sign in to send your notes'
  at('ready').replaceChildren(link, '. They stay on this phone until then.')
  return ''
}

// --- begin

if (base) {
  at('on-phone').hidden = false
  form.addEventListener('submit', keep)
  form.addEventListener('input', later)
  form.addEventListener('change', event => {
    const { name, value } = event.target
    if (name in words.texts) mark(name, identifying(name, value))
  })
  addEventListener('online', send)
  document.addEventListener('visibilitychange', () => (document.hidden ? keepDraft().catch(() => {}) : send()))
  at('send-now').addEventListener('click', send)
  const [draft] = await all('drafts')
  if (returned !== 'yes') fillIn({ ...draft?.fields, key: draft?.fields.key ?? newKey() })
  await list()
  await send()
  navigator.storage?.persist?.().catch(() => {})
  if ('serviceWorker' in navigator) {
    try {
      await navigator.serviceWorker.register(`${path}worker.js`, { scope: path })
      await navigator.serviceWorker.ready
      if (!at('ready').textContent) at('ready').textContent = 'You can use this page without a connection.'
    } catch {
      if (!at('ready').textContent) at('ready').textContent = 'This page needs a connection to open. Notes are kept here until they are sent.'
    }
  }
}
