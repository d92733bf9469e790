// SPDX-License-Identifier: AGPL-3.0-or-later
// Signed archives are unpacked; whatever else was signed can't write outside its folder.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, linkSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'
import { create } from 'tar'
import { expect, test } from 'vitest'
import { at, write } from '../testing/program.ts'
import { payloadOf, unpack } from './unpack.ts'

const root = payloadOf('2.0.0', 'linux-x64')
const untar = () => unpack(at('package'), at('out'), { root, isZip: false })
const unzip = (name = root) => unpack(at('package'), at('out'), { root: name, isZip: true })
const names = () => readdirSync(at('out'), { recursive: true }).sort()

async function tar(paths: string[], more: object = {}): Promise<void> {
  await create({ file: at('package'), cwd: at('in'), gzip: true, preservePaths: true, ...more }, paths)
}

async function zip(files: Record<string, { text?: string; unixMode?: number }>): Promise<void> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const [name, { text = '', ...more }] of Object.entries(files))
    await writer.add(name, new Uint8ArrayReader(Buffer.from(text)), { ...more, directory: name.endsWith('/') })
  write('package', await writer.close())
}

test('a package is unpacked with its folders, and programs can be run', async () => {
  write(`in/${root}/agent/bin/a.mjs`, 'a')
  chmodSync(write(`in/${root}/node`, 'n'), 0o755)
  write(`in/${root}-more/b`, 'of another folder')
  await tar([root, `${root}-more`])
  await untar()
  expect(names()).toEqual(['agent', 'agent/bin', 'agent/bin/a.mjs', 'node'])
  expect(readFileSync(at('out/agent/bin/a.mjs'), 'utf8')).toBe('a')
  expect(statSync(at('out/node')).mode & 0o777).toBe(0o755)
})

test('of an app for macOS its resources are taken', async () => {
  const inner = payloadOf('2.0.0', 'darwin-arm64')
  expect(inner).toBe('rmirror-2.0.0-darwin-arm64/rMirror.app/Contents/Resources')
  await zip({
    [`${inner}/agent/a`]: { text: 'a' },
    'rmirror-2.0.0-darwin-arm64/rMirror.app/Contents/MacOS/rmirror': {},
  })
  await unzip(inner)
  expect(names()).toEqual(['agent', 'agent/a'])
})

test('a zip is unpacked as well', async () => {
  await zip({ [`${root}/`]: {}, [`${root}/agent/`]: {}, [`${root}/agent/a`]: { text: 'a' }, [`${root}/node.exe`]: {} })
  await unzip()
  expect(names()).toEqual(['agent', 'agent/a', 'node.exe'])
  expect(readFileSync(at('out/agent/a'), 'utf8')).toBe('a')
})

test('links are refused, wherever they lead', async () => {
  for (const target of ['/etc/passwd', '../../..', 'b']) {
    write(`in/${root}/b`, 'b')
    const link = at('in', root, `to-${target.replaceAll('/', '-')}`)
    symlinkSync(target, link)
    await tar([root])
    await expect(unpack(at('package'), at(`out-${target.length}`), { root, isZip: false })).rejects.toThrow('a link')
  }
  await zip({ [`${root}/a`]: { text: '/etc/passwd', unixMode: 0o120777 } })
  await expect(unzip()).rejects.toThrow('a link')
  expect(names()).toEqual([])
})

test('a hard link is refused', async () => {
  linkSync(write(`in/${root}/a`, 'a'), at('in', root, 'b'))
  // `create` sometimes ends the archive twice if a link is its last entry: "zlib: stream error", outside any call.
  execFileSync('tar', ['-czf', at('package'), '-C', at('in'), root])
  await expect(untar()).rejects.toThrow('a link')
})

test.each(['../x', '../../x', '/x', '..\\x', 'c:x', 'a/../../x', './x'])(
  'a file called "%s" is written nowhere',
  async (name) => {
    write(`in/${root}/a`, 'a')
    await tar([`${root}/a`], {
      onWriteEntry(entry: { path: string }) {
        entry.path = `${root}/${name}`
      },
    })
    await expect(untar()).rejects.toThrow('would lie elsewhere')
    await zip({ [`${root}/${name}`]: { text: 'x' } })
    // Some of these are refused by the library that reads the archive.
    await expect(unpack(at('package'), at('out-zip'), { root, isZip: true })).rejects.toThrow(/elsewhere|be unpacked/)
    for (const place of ['x', 'out/x', '../x']) expect(existsSync(at(place))).toBe(false)
  },
)

test('a cut archive, or a file that is none, is refused', async () => {
  write(`in/${root}/a`, 'a'.repeat(100_000))
  await tar([root])
  write('package', readFileSync(at('package')).subarray(0, 150))
  await expect(untar()).rejects.toThrow("can't be unpacked")
  write('package', '<html>')
  await expect(unpack(at('package'), at('out-2'), { root, isZip: false })).rejects.toThrow("can't be unpacked")
  await expect(unpack(at('package'), at('out-3'), { root, isZip: true })).rejects.toThrow("can't be unpacked")
})
