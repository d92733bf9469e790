// SPDX-License-Identifier: AGPL-3.0-or-later
// No port is handed on by a server that was bound to port 0 to find it: by the time another program binds it, an outgoing
// connection may have it.
import { isScript, lineAt, type Source } from './sources.ts'

/** What is called between listening and closing only to read the port: any other call uses the server. */
const reading = new Set(['address', 'log', 'Number', 'on', 'once', 'Promise', 'resolve', 'String', 'write'])

/** Reports servers that are closed as soon as their port is known. */
export function breachesOfPorts(sources: Source[]): string[] {
  return sources.filter(isScript).flatMap(({ path, text }) =>
    [...text.matchAll(/\blisten\(\s*(?:0\b|\{\s*port: 0\b[^{}]*\})/g)].flatMap(({ index, 0: call }) => {
      if (!isClosedUnused(text.slice(index + call.length))) return []
      return [
        `${path}:${lineAt(text, index)} closes a server to hand its port on: use onFreePort() of tests/world/free-port.ts`,
      ]
    }),
  )
}

/** `after`: the text that follows the call's first argument. Neither the end of its function nor a disposer counts. */
function isClosedUnused(after: string): boolean {
  let depth = 0
  for (const [token, name] of after.matchAll(/[{}]|\bSymbol\.\w+|\b(\w+)\(/g)) {
    if (token === '{') depth++
    else if (token === '}') depth--
    else if (name === 'close') return true
    else if (!reading.has(name ?? '')) return false
    if (depth < 0) return false
  }
  return false
}
