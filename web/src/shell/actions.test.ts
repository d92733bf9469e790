// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { type ActionName, type ActionPlace, actions, keyName, keyShortcuts, perform } from './actions.ts'

const rows = Object.entries(actions).map(([name, action]) => ({
  name,
  place: action.in as ActionPlace,
  keys: [...action.keys, ...('alsoKeys' in action ? action.alsoKeys : [])] as string[],
}))

/** Places whose keys are active together. A zoomed page comes before the page, and may use the same keys. */
const heardTogether: ActionPlace[][] = [
  ['everywhere', 'search', 'results'],
  ['everywhere', 'search', 'page', 'pageTools'],
  ['everywhere', 'search', 'zoomedPage', 'pageTools'],
]

describe('the table of actions', () => {
  it.each(heardTogether)('has no key twice in %s, %s, %s …', (...places) => {
    const keys = rows.filter(({ place }) => places.includes(place)).flatMap((row) => row.keys)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('has letters in lower case, which are heard in capitals too', () => {
    const letters = rows.flatMap(({ keys }) => keys).filter((key) => key.length === 1)
    expect(letters.filter((key) => key !== key.toLowerCase())).toEqual([])
    const toggled: string[] = []
    const tools = { zoomBy: () => {}, zoomTo: () => {}, toggle: (part: string) => void toggled.push(part) }
    expect([perform('pageTools', tools, 'T'), perform('pageTools', tools, 'b')]).toEqual([true, true])
    expect(toggled).toEqual(['panel', 'background'])
  })
})

describe('a key', () => {
  it('does in its place what its row says, and nothing in others', () => {
    const done: unknown[] = []
    const page = {
      turnBy: (step: number) => void done.push(step),
      turnTo: (end: string) => void done.push(end),
      leave: () => void done.push('leave'),
    }
    const heard = ['ArrowRight', 'PageUp', 'Home', 'End', 'Escape', '?', 'ArrowUp'].map((key) =>
      perform('page', page, key),
    )
    expect(heard).toEqual([true, true, true, true, true, false, false])
    expect(done).toEqual([1, -1, 'first', 'last', 'leave'])
  })

  it('is left to others where its action has nothing to do', () => {
    const steps: unknown[] = []
    const scrollBy = (across: number, down: number) => {
      steps.push([across, down])
      return across === 0
    }
    expect(perform('zoomedPage', { scrollBy }, 'ArrowDown')).toBe(true)
    expect(perform('zoomedPage', { scrollBy }, 'ArrowLeft')).toBe(false)
    expect(steps).toEqual([
      [0, 80],
      [-80, 0],
    ])
  })

  it('is told to people as on their keyboard, and to assistive technology as the standard names it', () => {
    expect(['PageDown', '-', 't', 'Home'].map(keyName)).toEqual(['Page ↓', '−', 'T', 'Home'])
    const shortcuts = (['nextPage', 'zoomIn', 'search'] satisfies ActionName[]).map(keyShortcuts)
    expect(shortcuts).toEqual(['ArrowRight PageDown', 'Plus', '/'])
  })
})
