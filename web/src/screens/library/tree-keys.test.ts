// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it } from 'vitest'
import { moveInTree } from './tree-keys.ts'

beforeEach(() => {
  document.body.innerHTML = `
    <div class="library-tree">
      <ul class="tree-level">
        <li class="tree-item">
          <div class="tree-folder">
            <button id="work" class="tree-toggle" aria-expanded="true"></button>
            <button class="tree-new-note"></button>
          </div>
          <ul class="tree-level">
            <li class="tree-item"><button id="deep" class="tree-toggle" aria-expanded="false"></button></li>
            <li class="tree-item"><a id="plan" class="row-link" href="#plan"></a></li>
          </ul>
        </li>
        <li class="tree-item"><label class="row-link"><input id="box" type="checkbox" /></label></li>
      </ul>
    </div>`
  const tree = document.querySelector<HTMLElement>('.library-tree')
  tree?.addEventListener('keydown', moveInTree as (event: KeyboardEvent) => void)
  for (const button of document.querySelectorAll('button'))
    button.addEventListener('click', () => {
      const isOpen = button.getAttribute('aria-expanded') === 'true'
      button.setAttribute('aria-expanded', String(!isOpen))
    })
})
afterEach(() => {
  document.body.innerHTML = ''
})

function press(id: string, key: string, more: KeyboardEventInit = {}): boolean {
  const target = document.getElementById(id)
  target?.focus()
  return !target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
}

it.each([
  ['work', 'ArrowDown', 'deep'],
  ['deep', 'ArrowDown', 'plan'],
  ['plan', 'ArrowDown', 'box'],
  ['box', 'ArrowUp', 'plan'],
  ['work', 'End', 'box'],
  ['box', 'Home', 'work'],
  ['work', 'ArrowRight', 'deep'],
  ['plan', 'ArrowLeft', 'work'],
  ['deep', 'ArrowLeft', 'work'],
])('from %s by %s to %s', (from, key, to) => {
  expect(press(from, key)).toBe(true)
  expect(document.activeElement?.id).toBe(to)
})

it('a closed folder is opened, an open one closed, and the focus stays', () => {
  press('deep', 'ArrowRight')
  expect(document.getElementById('deep')?.getAttribute('aria-expanded')).toBe('true')
  press('deep', 'ArrowLeft')
  expect(document.getElementById('deep')?.getAttribute('aria-expanded')).toBe('false')
  expect(document.activeElement?.id).toBe('deep')
})

it.each([
  ['work', 'ArrowUp', {}],
  ['box', 'ArrowDown', {}],
  ['box', 'ArrowLeft', {}],
  ['plan', 'ArrowRight', {}],
  ['plan', 'a', {}],
  ['work', 'ArrowDown', { altKey: true }],
])('at %s, %s means nothing here', (at, key, more) => {
  expect(press(at, key, more)).toBe(false)
  expect(document.activeElement?.id).toBe(at)
})
