// SPDX-License-Identifier: AGPL-3.0-or-later
// What every source guarantees, for a folder on a disk, a strict tablet on USB and a real SSH server.
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Library, type LibraryCore, readLibrary, SourceError } from '@rmirror/shared/library'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { builtCore } from '../testing/core.ts'
import { at, documentFiles, notebook, write, writeArchive } from '../testing/program.ts'
import { SshTablet } from '../testing/sshd.ts'
import { EmulatedTablet } from '../testing/usb-tablet.ts'
import { findDesktop } from './desktop.ts'
import { openInbox } from './inbox.ts'
import type { Source } from './source.ts'
import { openSsh } from './ssh.ts'
import { sshAddress } from './ssh-address.ts'
import { openTree } from './tree.ts'
import { openUsb } from './usb.ts'

interface Stage {
  source: Source
  /** Writes the only notebook under this name. */
  lay(name: string): Promise<void>
  remove(): Promise<void>
  goAway(): Promise<void>
  comeBack(): Promise<void>
  end?(): Promise<void>
  /** The folder whose files are read in place. */
  folder?: string
}

/** A folder on this computer, in the tablet's layout. */
function onDisk(folder: string): Omit<Stage, 'source'> & { folder: string } {
  mkdirSync(at(folder), { recursive: true })
  return {
    folder: at(folder),
    async lay(name) {
      for (const [path, bytes] of Object.entries(documentFiles({ name }))) write(`${folder}/${path}`, bytes)
    },
    async remove() {
      for (const ending of ['', '.content', '.metadata'])
        rmSync(at(folder, notebook + ending), { recursive: true, force: true })
    },
    goAway: async () => renameSync(at(folder), at('away')),
    comeBack: async () => renameSync(at('away'), at(folder)),
  }
}

async function overSsh(sftp: boolean): Promise<Stage> {
  const tablet = await SshTablet.start({ sftp })
  const stage = onDisk('xochitl')
  const address = sshAddress(tablet.addressOf(stage.folder))
  if (!address) throw new Error('no address')
  const keys = [readFileSync(tablet.keyFile, 'utf8')]
  const source = openSsh({ address, access: async () => ({ hostKey: tablet.hostKey, keys }) })
  return {
    ...{ ...stage, source },
    goAway: () => tablet.unplug(),
    comeBack: () => tablet.plug(),
    async end() {
      source.close?.()
      await tablet.stop()
    },
  }
}

async function overUsb(): Promise<Stage> {
  const tablet = await EmulatedTablet.start()
  let changes = 0
  return {
    source: openUsb({ address: tablet.address, cache: at('cache') }),
    async lay(name) {
      const archive = readFileSync(await writeArchive('fetched.rmdoc', documentFiles({ name })))
      const ModifiedClient = `2026-11-0${++changes}T10:00:00Z`
      tablet.items = [{ ID: notebook, Type: 'DocumentType', VissibleName: name, Parent: '', ModifiedClient, archive }]
    },
    async remove() {
      tablet.items = []
    },
    // Interrupts each of its three attempts.
    async goAway() {
      tablet.drops = 3
    },
    async comeBack() {
      tablet.drops = 0
    },
    async end() {
      expect(tablet.violations).toEqual([])
      await tablet.stop()
    },
  }
}

const stages: Record<string, () => Promise<Stage>> = {
  async folder() {
    const stage = onDisk('tree')
    return { ...stage, source: openTree(stage.folder) }
  },
  async desktop() {
    const stage = onDisk('data/remarkable/desktop')
    const source = await findDesktop({ platform: 'linux', home: at('.'), environment: { XDG_DATA_HOME: at('data') } })
    if (!source) throw new Error('not found')
    return { ...stage, source }
  },
  async inbox() {
    const { folder, goAway, comeBack } = onDisk('inbox')
    return {
      ...{ source: openInbox(folder, () => Date.now() + 60_000), goAway, comeBack },
      lay: async (name) => void (await writeArchive('inbox/notebook.rmdoc', documentFiles({ name }))),
      remove: async () => rmSync(at('inbox/notebook.rmdoc')),
    }
  },
  usb: overUsb,
  ssh: () => overSsh(true),
  'ssh without SFTP': () => overSsh(false),
}

let core: LibraryCore
beforeAll(async () => {
  core = await builtCore()
})

describe.each(Object.keys(stages))('%s', (name) => {
  let stage: Stage
  const open = async () => {
    stage = await (stages[name] as () => Promise<Stage>)()
    await stage.lay('Ideas')
  }
  afterEach(() => stage.end?.())

  const { signal } = new AbortController()
  const scan = () => stage.source.scan(signal)
  const read = async (): Promise<Library> => readLibrary((await scan()).files, core)

  test('gives what lies there, page by page', async () => {
    await open()
    const { isWhole, problems } = await scan()
    expect({ isWhole, problems }).toEqual({ isWhole: true, problems: [] })
    const { notebooks } = await read()
    expect(notebooks).toMatchObject([{ uuid: notebook, name: 'Ideas', tags: ['garden'] }])
    const expected = documentFiles()
    for (const page of notebooks[0]?.pages ?? [])
      expect(Buffer.from((await page.file?.read()) ?? [])).toEqual(
        Buffer.from(expected[`${notebook}/${page.uuid}.rm`] ?? []),
      )
    expect(notebooks[0]?.pages).toHaveLength(2)
  })

  test('gives what was changed since', async () => {
    await open()
    await scan()
    await stage.lay('Plans')
    expect((await read()).notebooks).toMatchObject([{ name: 'Plans' }])
  })

  test('what was deleted is gone, or lies in the trash', async () => {
    await open()
    await scan()
    await stage.remove()
    const { files, trashed, isWhole } = await scan()
    const { notebooks } = await readLibrary(files, core)
    expect(notebooks.filter(({ uuid }) => !trashed?.has(uuid))).toEqual([])
    expect(isWhole).toBe(true)
  })

  test('says so while it is away, and goes on when it is back', async () => {
    await open()
    await scan()
    await stage.goAway()
    await expect(scan()).rejects.toBeInstanceOf(SourceError)
    await stage.comeBack()
    expect((await read()).notebooks).toMatchObject([{ name: 'Ideas' }])
  })

  test('ends with the program', async () => {
    await open()
    const ended = new Error('interrupted')
    await expect(stage.source.scan(AbortSignal.abort(ended))).rejects.toBe(ended)
    const ending = new AbortController()
    const looking = stage.source.scan(ending.signal).then(
      () => 'through',
      (error) => error,
    )
    ending.abort(ended)
    // The scan may have ended before the abort.
    expect(['through', ended]).toContain(await looking)
  })
})

describe.each(['folder', 'desktop', 'ssh', 'ssh without SFTP'])('%s, whose files are read where they lie', (name) => {
  let stage: Stage
  let folder: string
  beforeEach(async () => {
    stage = await (stages[name] as () => Promise<Stage>)()
    folder = stage.folder ?? ''
    await stage.lay('Ideas')
  })
  afterEach(() => stage.end?.())

  const { signal } = new AbortController()

  test('a file that is written meanwhile is no page', async () => {
    const { files } = await stage.source.scan(signal)
    const page = files.find(({ path }) => path.endsWith('.rm'))
    writeFileSync(join(folder, ...(page?.path.split('/').slice(-2) ?? [])), 'longer than it was, or shorter')
    await expect(page?.read()).rejects.toThrow('The file changed while it was read')
    await stage.remove()
    await expect(page?.read()).rejects.toThrow()
  })

  test('links that lead in a circle end', async () => {
    symlinkSync(folder, join(folder, 'loop'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'))
    const { files, isWhole } = await stage.source.scan(signal)
    expect((await readLibrary(files, core)).notebooks).toMatchObject([{ name: 'Ideas' }])
    expect(isWhole).toBe(true)
  })
})
