// The means test in feelin: one context of 15 entries, read and found anew for each household, for it has no other way.
import { createInterface } from 'node:readline'
import { evaluate } from 'feelin'

let expression = ''
let households = []

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  if (asked.rules) {
    expression = '{' + Object.entries(asked.rules).map(([name, text]) => `${name}: ${text}`).join(', ') + '}'
    households = asked.households
    console.log(JSON.stringify({ ready: true }))
    continue
  }
  const before = process.cpuUsage()
  const found = households.map((household) => evaluate(expression, household).value)
  const { user, system } = process.cpuUsage(before)
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, found: asked.show ? found : null }))
}
