// The YAML of a change list with completion and problems beside the lines. The page is whole without this file: it
// stands in for a text area, keeps it filled, and sends nothing by itself but the text to be checked.
import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { forceLinting, linter, lintGutter, lintKeymap } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { completions } from './completion.js'

function start (area) {
  const { check, schema } = area.dataset
  const known = fetch(schema, { credentials: 'same-origin' }).then(reply => reply.json()).catch(() => null)

  // In a shadow root styles are adopted, which a content security policy without inline styles lets through.
  const host = document.createElement('div')
  host.className = 'app-yaml__editor'
  area.after(host)
  const root = host.attachShadow({ mode: 'open' })
  const parent = root.appendChild(document.createElement('div'))

  const view = new EditorView({
    root,
    parent,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('  '),
        EditorView.lineWrapping,
        yaml(),
        syntaxHighlighting(colours),
        autocompletion({ override: [async context => completions(context, await known)], icons: false }),
        linter(view => problems(view, check, area), { delay: 600 }),
        // Tab is left to the browser: it goes on to the next thing on the page.
        keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({
          'aria-label': area.labels[0].textContent.trim(),
          'aria-describedby': 'keys',
          spellcheck: 'false'
        }),
        EditorView.updateListener.of(update => { if (update.docChanged) area.value = update.state.doc.toString() }),
        look
      ]
    })
  })
  area.hidden = true // only now: without it there would be nothing to write in
  const hint = document.getElementById('keys')
  if (hint) {
    hint.hidden = false
    // What describes something in a shadow root has to stand in it too.
    const said = root.appendChild(hint.cloneNode(true))
    said.className = ''
    said.style.display = 'none'
  }
  area.labels[0].addEventListener('click', () => view.focus())
  document.querySelectorAll('[data-line]').forEach(link => link.addEventListener('click', event => {
    event.preventDefault()
    const line = view.state.doc.line(Math.min(Number(link.dataset.line), view.state.doc.lines))
    view.dispatch({ selection: { anchor: line.from }, scrollIntoView: true })
    view.focus()
  }))
  forceLinting(view)
}

async function problems (view, check, area) {
  const body = new FormData(area.form)
  body.set(area.name, view.state.doc.toString())
  const reply = await fetch(check, { method: 'POST', body, credentials: 'same-origin' })
  if (!reply.ok) return []
  const { problems } = await reply.json()
  const { doc } = view.state
  const count = document.getElementById('problems')
  if (count) count.textContent = problems.length ? `${problems.length} to look at` : 'Nothing wrong'
  return problems.map(each => {
    const line = doc.line(Math.max(1, Math.min(each.line, doc.lines)))
    const from = Math.min(line.from + each.column - 1, line.to)
    const severity = each.level === 'error' ? 'error' : each.level === 'warning' ? 'warning' : 'info'
    return { from, to: Math.max(from, line.to), severity, message: `${each.wrong} ${each.mend}`.trim() }
  })
}

// Contrast with white is at least 7 to 1 for each of these.
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: '#003078' },
  { tag: [tags.string, tags.content], color: '#0b0c0c' },
  { tag: [tags.number, tags.bool], color: '#4c2c92' },
  { tag: tags.comment, color: '#484d50' }
])

const look = EditorView.theme({
  '&': { fontSize: '16px', backgroundColor: '#ffffff' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "Liberation Mono", monospace', lineHeight: '1.5' },
  '.cm-content': { minHeight: '20em' },
  '.cm-gutters': { backgroundColor: '#f3f3f3', color: '#484d50' },
  '.cm-tooltip': { fontFamily: 'system-ui, sans-serif', maxWidth: '30em' },
  '.cm-tooltip-autocomplete ul li': { padding: '4px 8px' },
  '.cm-diagnostic': { whiteSpace: 'pre-wrap' },
  // Its own marks are pictures within the style sheet, which the policy does not let through.
  '.cm-lint-marker-error': { content: '"✖"', color: '#a61e14' },
  '.cm-lint-marker-warning': { content: '"▲"', color: '#7a4f00' },
  '.cm-lint-marker-info': { content: '"●"', color: '#003078' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy #a61e14' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy #7a4f00' },
  '.cm-lintRange-info': { backgroundImage: 'none', textDecoration: 'underline wavy #003078' }
})

const area = document.querySelector('textarea[data-yaml]')
if (area) start(area)
