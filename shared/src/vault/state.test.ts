// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { isNothing, MemoryVault, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'
import { noState, perOf, readState, stateText } from './index.ts'

const diary = vaultNotebook('d', { pages: [vaultPage('1', { text: 'Buy ink', pictures: ['a'] })] })

test('the state is what it was when it is read again', () => {
  const state = { per: 'page', notes: { b: 'B.md', a: 'A.md' }, assets: { 'x.png': 'l1:1' } } as const
  expect(readState(stateText(state))).toEqual(state)
  expect(stateText({ ...state, notes: { a: 'A.md', b: 'B.md' } })).toBe(stateText(state))
})

test.each(['', 'null', '[]', '{"version":2,"notes":{}}', '{"version":1,"notes":{"a":1},"assets":7}'])(
  'a damaged one, %j, is as good as none',
  (text) => {
    expect(readState(text)).toEqual(noState)
  },
)

test('without the state no note is written, and pictures are only compared', () => {
  const vault = new MemoryVault()
  vault.sync([diary])
  const { state } = vault
  vault.state = noState
  const plan = vault.sync([diary])
  expect([plan.moves, plan.deletes, plan.findings, [...plan.notes]]).toEqual([[], [], [], []])
  expect(plan.assets).toHaveLength(1)
  expect(vault.state).toEqual(state)
  expect(isNothing(vault.plan({ notebooks: [diary], isWhole: true }))).toBe(true)
})

test('a vault tells what its notes are about', () => {
  const vault = new MemoryVault()
  expect(perOf(vault.files)).toBeUndefined()
  for (const per of ['page', 'notebook'] as const) {
    vault.notes.clear()
    vault.sync([diary], { per })
    expect(perOf(vault.files)).toBe(per)
    expect(perOf({ ...vault.files, state: noState })).toBe(per)
  }
})
