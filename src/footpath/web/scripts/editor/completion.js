// What can stand here: the words of a change, the paths of the service, and what the format's schema knows of a place.

const CHANGE_KEYS = {
  set: ['to', 'because', 'until', 'carry', 'must_move_by'],
  add: ['value', 'after', 'before', 'because', 'until', 'carry', 'must_move_by'],
  remove: ['because', 'until', 'must_move_by'],
  move: ['after', 'before', 'because', 'until', 'must_move_by']
}

export function completions (context, known) {
  if (!known) return null
  const line = context.state.doc.lineAt(context.pos)
  const before = line.text.slice(0, context.pos - line.from)

  const path = /^\s*(?:-\s+)?(set|add|remove|move):\s+(\S*)$/.exec(before)
  if (path) return give(context, path[2], known.paths.map(each => ({ label: each.path, detail: each.says })))

  const value = /^\s*(?:-\s+)?([a-z_]+):\s+(\S*)$/.exec(before)
  if (value) return values(context, known, value[1], value[2])

  const key = /^(\s*)(-\s+)?([a-z_]*)$/.exec(before)
  if (!key || (!context.explicit && !key[3])) return null
  return keys(context, known, key[1].length + (key[2] || '').length, key[3], Boolean(key[2]))
}

function keys (context, known, indent, typed, item) {
  const change = changeAround(context)
  if (!change || (item && indent <= change.keys)) {
    const words = Object.entries(known.words).map(([word, says]) => ({ label: word, info: says, apply: `${word}: ` }))
    return give(context, typed, words)
  }
  if (indent <= change.keys) {
    const said = CHANGE_KEYS[change.word].filter(word => !change.said.includes(word))
    return give(context, typed, said.map(word => ({ label: word, info: known.words[word], apply: `${word}: ` })))
  }
  const place = schemaAt(known.schema, [...change.path, ...change.below(indent)])
  const found = forms(known.schema, place).flatMap(each => Object.entries(each.properties || {}))
  return give(context, typed, found.map(([word, each]) => ({
    label: word, info: each.description, apply: `${word}: `
  })))
}

function values (context, known, word, typed) {
  const change = changeAround(context)
  if (!change) return null
  if (word === 'after' || word === 'before') {
    const parent = change.path.slice(0, -1).join('.')
    const beside = known.paths.filter(each => each.path.startsWith(parent + '.') && !each.path.slice(parent.length + 1).includes('.'))
    return give(context, typed, beside.map(each => ({ label: each.path.slice(parent.length + 1) })))
  }
  const line = context.state.doc.lineAt(context.pos)
  const indent = /^\s*(?:-\s+)?/.exec(line.text)[0].length
  const rest = word === 'to' && indent <= change.keys ? [] : [...change.below(indent), word]
  const place = schemaAt(known.schema, [...change.path, ...rest])
  const found = forms(known.schema, place).flatMap(each => each.enum || (each.type === 'boolean' ? [true, false] : []))
  return give(context, typed, found.map(each => ({ label: String(each) })))
}

function give (context, typed, options) {
  return options.length ? { from: context.pos - typed.length, options, validFor: /^[\w.-]*$/ } : null
}

// The change in which the cursor is: its word, its path, how far its keys are indented, and what it says already.
function changeAround (context) {
  const { doc } = context.state
  const here = doc.lineAt(context.pos).number
  for (let number = here; number > 0; number--) {
    const begun = /^(\s*-\s+)(set|add|remove|move):\s*(\S+)?/.exec(doc.line(number).text)
    if (!begun) continue
    const keys = begun[1].length
    const said = []
    for (let below = number + 1; below <= doc.lines; below++) {
      const found = /^(\s*)([a-z_]+):/.exec(doc.line(below).text)
      if (/^\s*-\s+(set|add|remove|move):/.test(doc.line(below).text)) break
      if (found && found[1].length === keys) said.push(found[2])
    }
    return { word: begun[2], path: (begun[3] || '').split('.').filter(Boolean), keys, said, below: indent => keysAbove(doc, here, number, keys, indent) }
  }
  return null
}

// The keys below the change's own that lead to a line, from the outside in.
function keysAbove (doc, here, from, keys, indent) {
  const above = []
  let least = indent
  for (let number = here - 1; number > from; number--) {
    const found = /^(\s*)([\w-]+):\s*$/.exec(doc.line(number).text)
    if (!found || found[1].length >= least) continue
    if (found[1].length <= keys) break
    above.unshift(found[2])
    least = found[1].length
  }
  return above
}

function schemaAt (schema, path) {
  let places = [schema]
  for (const word of path) {
    places = places.flatMap(each => forms(schema, each)).flatMap(each => {
      if (each.properties && each.properties[word]) return [each.properties[word]]
      if (each.additionalProperties) return [each.additionalProperties]
      return each.items ? [each.items] : []
    })
  }
  return { anyOf: places }
}

// Every form that may stand at a place, with references followed.
function forms (schema, place, depth = 0) {
  if (!place || typeof place !== 'object' || depth > 6) return []
  if (place.$ref) return forms(schema, schema.$defs[place.$ref.split('/').pop()], depth + 1)
  if (place.anyOf) return place.anyOf.flatMap(each => forms(schema, each, depth + 1))
  return [place]
}
