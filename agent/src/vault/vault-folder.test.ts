// SPDX-License-Identifier: AGPL-3.0-or-later
// What happens to a vault while it is written.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { noState, planVault, type VaultPlan } from '@rmirror/shared/vault'
import { expect, test } from 'vitest'
import { uuid, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'
import { CommandError } from '../errors.ts'
import { at, write } from '../testing/program.ts'
import { VaultFolder, type WriteTools } from './vault-folder.ts'

const options = { per: 'notebook', withPictures: true, deleteRemoved: false, putBack: new Set<string>() } as const

const notebook = (text: string, name = 'Diary') =>
  vaultNotebook('d', { name, pages: [vaultPage('1', { text, pictures: [text] })] })

async function sync(text: string, more: Partial<WriteTools> & { name?: string } = {}): Promise<VaultPlan> {
  const folder = new VaultFolder(at('vault'))
  const files = await folder.read()
  const plan = planVault({ notebooks: [notebook(text, more.name)], isWhole: true }, files, options)
  await folder.carryOut(plan, files, {
    bytesOf: async () => Buffer.from('a picture'),
    onAssetFailure: () => undefined,
    onWritten: () => undefined,
    signal: new AbortController().signal,
    ...more,
  })
  return plan
}

test('a vault that is moved away is not made anew where it was', async () => {
  const bytesOf = async () => {
    renameSync(at('vault'), at('moved'))
    return Buffer.from('a picture')
  }
  await expect(sync('Buy ink', { bytesOf })).rejects.toThrow(/vault is no longer there\. Run this again/)
  expect(existsSync(at('vault'))).toBe(false)
  expect(readFileSync(at('moved/Diary.md'), 'utf8')).toContain('Buy ink')
})

test('a note that is written to meanwhile stays as it is', async () => {
  await sync('Buy ink')
  const folder = new VaultFolder(at('vault'))
  const files = await folder.read()
  const plan = planVault({ notebooks: [notebook('Buy paper')], isWhole: true }, files, options)
  writeFileSync(at('vault/Diary.md'), 'mine')
  const tools = { bytesOf: async () => Buffer.from(''), onAssetFailure: () => undefined, onWritten: () => undefined }
  const { signal } = new AbortController()
  await expect(folder.carryOut(plan, files, { ...tools, signal })).rejects.toThrow(CommandError)
  expect(readFileSync(at('vault/Diary.md'), 'utf8')).toBe('mine')
  expect(readdirSync(at('vault')).toSorted()).toEqual(['.rmirror', 'Diary.md', 'rmirror-files'])
})

test('a note is never moved onto a file that came meanwhile', async () => {
  await sync('Buy ink')
  const folder = new VaultFolder(at('vault'))
  const files = await folder.read()
  const plan = planVault({ notebooks: [notebook('Buy ink', 'Journal')], isWhole: true }, files, options)
  write('vault/Journal.md', 'mine')
  const tools = { bytesOf: async () => Buffer.from(''), onAssetFailure: () => undefined, onWritten: () => undefined }
  const { signal } = new AbortController()
  await expect(folder.carryOut(plan, files, { ...tools, signal })).rejects.toThrow(/Journal\.md was changed/)
  expect(readFileSync(at('vault/Journal.md'), 'utf8')).toBe('mine')
})

test('notes take the names of others that move away', async () => {
  const folder = new VaultFolder(at('vault'))
  const other = (name: string) => vaultNotebook('e', { name, pages: [vaultPage('2', { text: 'Sail' })] })
  for (const notebooks of [
    [notebook('Buy ink', 'A'), other('B')],
    [notebook('Buy ink', 'B'), other('A')],
    [notebook('Buy ink', 'C'), other('A'), vaultNotebook('f', { name: 'B' })],
  ]) {
    const files = await folder.read()
    const plan = planVault({ notebooks, isWhole: true }, files, options)
    const { signal } = new AbortController()
    const tools = { bytesOf: async () => Buffer.from(''), onAssetFailure: () => undefined, onWritten: () => undefined }
    await folder.carryOut(plan, files, { ...tools, signal })
  }
  const titles = ['A', 'B', 'C'].map((name) => /title: "(.*)"/.exec(readFileSync(at(`vault/${name}.md`), 'utf8'))?.[1])
  expect(titles).toEqual(['A', 'B', 'C'])
  expect(readFileSync(at('vault/A.md'), 'utf8')).toContain('Sail')
})

test('a picture that fails is tried again', async () => {
  const failed: string[] = []
  const bytesOf = async () => Promise.reject(new Error('gone'))
  await sync('Buy ink', { bytesOf, onAssetFailure: ({ path }) => failed.push(path) })
  expect(failed).toEqual([`rmirror-files/${uuid('d')}/${uuid('1')}.png`])
  expect((await sync('Buy ink')).assets).toHaveLength(1)
  expect((await sync('Buy ink')).assets).toHaveLength(0)
})

test('folders that a move empties go, and no others', async () => {
  await sync('Buy ink', { name: 'Diary' })
  write('vault/mine/Own.md', 'mine')
  renameSync(at('vault/Diary.md'), at('vault/mine/Diary.md'))
  expect((await new VaultFolder(at('vault')).read()).state).not.toEqual(noState)
  await sync('Buy ink', { name: 'Journal' })
  expect(readdirSync(at('vault/mine')).toSorted()).toEqual(['Diary.md', 'Own.md'])
})
