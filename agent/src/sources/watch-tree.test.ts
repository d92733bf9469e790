// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, write } from '../testing/program.ts'
import { RecordedReports } from '../testing/recorded-reports.ts'
import { nativeWatcher, type WatchFolder } from './native-watcher.ts'
import { isNetworkDrive, isOnNetworkDrive } from './network-drive.ts'
import { defaultWatchOptions, type WatchOptions, watchTree } from './watch-tree.ts'

let heard: RecordedReports
let ending: AbortController
let watching: Promise<void> | undefined
beforeEach(() => {
  heard = new RecordedReports()
  ending = new AbortController()
  mkdirSync(at('desk'))
})
afterEach(async () => {
  ending.abort()
  await watching
})

/** Milliseconds instead of minutes. */
const soon = { checkMs: 20, pollMs: 20, networkPollMs: 40 }

function watch(options: Partial<WatchOptions> = {}, path = at('desk')): void {
  watching = watchTree(path, heard, ending.signal, { ...defaultWatchOptions(), ...soon, ...options })
}

describe('a folder that the system watches', () => {
  test('is ready before the first change is made, and tells it', async () => {
    watch()
    await heard.next('ready')
    write('desk/a.metadata', '{}')
    await heard.next('hint')
    expect(heard.all.filter((each) => each !== 'hint')).toEqual(['ready'])
  })

  test('is watched again after it went and came back', async () => {
    watch()
    await heard.next('ready')
    renameSync(at('desk'), at('away'))
    await heard.next('hint')
    renameSync(at('away'), at('desk'))
    await heard.next('hint')
    heard.forget()
    write('desk/a.metadata', '{}')
    await heard.next('hint')
  })

  test('is watched in place of another one that had its name', async () => {
    mkdirSync(at('new'))
    watch()
    await heard.next('ready')
    renameSync(at('desk'), at('old'))
    renameSync(at('new'), at('desk'))
    // One when the old folder disappeared, one when the new one is watched.
    await heard.next('hint')
    await heard.next('hint')
    heard.forget()
    write('desk/a.metadata', '{}')
    await heard.next('hint')
  })

  test('may be named by a link', async () => {
    symlinkSync(at('desk'), at('link'))
    watch({}, at('link'))
    await heard.next('ready')
    write('desk/a.metadata', '{}')
    await heard.next('hint')
  })

  test('is watched once it is there', async () => {
    watch({}, at('later'))
    await heard.next('ready')
    mkdirSync(at('later'))
    await heard.next('hint')
    write('later/a.metadata', '{}')
    await heard.next('hint')
  })
})

describe('a folder that the system does not watch', () => {
  const notInstalled = 'every 0.02 s: Nothing that watches folders is installed for this system'

  test('is looked at, which is told once, and hints only at changes', async () => {
    write('a.rm', 'ink')
    write('b.rm', 'more ink')
    mkdirSync(at('desk/a'))
    watch({ watchFolder: nativeWatcher(at('here.js')) })
    await heard.next('ready')
    renameSync(at('a.rm'), at('desk/a/b.rm'))
    await heard.next('hint')
    renameSync(at('b.rm'), at('desk/a/b.rm'))
    await heard.next('hint')
    rmSync(at('desk/a/b.rm'))
    await heard.next('hint')
    expect(heard.all).toEqual([notInstalled, 'ready', 'hint', 'hint', 'hint'])
  })

  test('is watched by the system once that can', async () => {
    let tries = 0
    let reportActive = () => {}
    const active = new Promise<void>((resolve) => {
      reportActive = resolve
    })
    const second: WatchFolder = async (folder, events, signal) => {
      if (++tries === 1) throw new Error('busy')
      const onActive = () => {
        events.onActive()
        reportActive()
      }
      await nativeWatcher()?.(folder, { ...events, onActive }, signal)
    }
    watch({ watchFolder: second, retryMs: 50, pollMs: 60_000 })
    expect(await heard.next('every')).toBe("every 60 s: The system can't watch it (busy)")
    await heard.next('ready')
    await active
    heard.forget()
    write('desk/a.metadata', '{}')
    await heard.next('hint')
  })

  test.each([
    ['a part that does not load', 'no library at all', /^The system can't watch it \(.*(file too short|invalid ELF)/],
    ['a part that crashes', '', /crashed, or gave no answer/],
  ])('because of %s', async (_, content, reason) => {
    const name = `node_modules/@parcel/watcher-${process.platform}-${process.arch}-glibc`
    write(`${name}/package.json`, { main: content ? 'watcher.node' : 'watcher.cjs' })
    write(`${name}/watcher.node`, content)
    write(`${name}/watcher.cjs`, "process.kill(process.pid, 'SIGSEGV')")
    watch({ watchFolder: nativeWatcher(at('here.js')) })
    expect((await heard.next('every')).replace(/^every 0.02 s: /, '')).toMatch(reason)
    await heard.next('ready')
    write('desk/a.metadata', '{}')
    await heard.next('hint')
  })
})

/** Limits of inotify apply to a user namespace, where systems let users create one. */
const mayLimit = spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0

describe.skipIf(!mayLimit)('a system that watches no more folders', () => {
  const source = (name: string) => JSON.stringify(pathToFileURL(`${import.meta.dirname}/${name}`).href)

  /** What is reported about a folder with three others in it. */
  function saidAt(limit: string, max: number): { reason: string; advice?: string } {
    for (const name of ['a', 'b', 'c']) mkdirSync(at('desk', name))
    const script = `const { nativeWatcher, explainFailure } = await import(${source('native-watcher.ts')})
      const events = { onActive: () => console.log('{}') && process.exit(), changed() {}, onDeleted() {} }
      await nativeWatcher()(${JSON.stringify(at('desk'))}, events, new AbortController().signal).catch((error) =>
        console.log(JSON.stringify(explainFailure(error))))`
    const node = [process.execPath, '--experimental-strip-types', '--no-warnings', '--input-type=module', '-e', script]
    const shell = `echo ${max} > /proc/sys/user/${limit} && exec "$@"`
    const args = ['--user', '--map-root-user', 'sh', '-c', shell, 'sh', ...node]
    return JSON.parse(execFileSync('unshare', args, { encoding: 'utf8' }))
  }

  test('is told with what to do: too many folders', () => {
    const { reason, advice } = saidAt('max_inotify_watches', 3)
    expect(reason).toBe('The system watches no more folders: its limit fs.inotify.max_user_watches is reached')
    expect(advice).toContain('sudo sysctl fs.inotify.max_user_watches=')
  })

  test('is told with what to do: too many programs that watch', () => {
    const { advice } = saidAt('max_inotify_instances', 0)
    expect(advice).toContain('sudo sysctl fs.inotify.max_user_instances=')
  })
})

describe('a network drive', () => {
  test('is watched and looked at, because others change it', async () => {
    // As the system behaves when another computer makes the change.
    const silent: WatchFolder = (_, { onActive }, signal) =>
      new Promise((resolve) => {
        onActive()
        signal.addEventListener('abort', () => resolve())
      })
    watch({ watchFolder: silent, isOnNetworkDrive: async () => true })
    expect(await heard.next('every')).toContain('every 0.04 s: It is on a network drive')
    await heard.next('ready')
    // From the first scan of the polling.
    await heard.next('hint')
    heard.forget()
    write('desk/a.metadata', '{}')
    await heard.next('hint')
  })

  test('is known by its file system on Linux', async () => {
    expect(await Promise.all(['/', '/proc', at('desk')].map((path) => isOnNetworkDrive(path, 'linux')))).toEqual([
      ...[false, false, false],
    ])
    const types = {
      nfs: 0x6969,
      cifs: 0xff534d42,
      sshfs: 0x65735546,
      ninep: 0x01021997,
      ext4: 0xef53,
      tmpfs: 0x01021994,
    }
    const remote = Object.entries(types).filter(([, type]) => isNetworkDrive('/mnt/notes', 'linux', type))
    expect(remote.map(([name]) => name)).toEqual(['nfs', 'cifs', 'sshfs', 'ninep'])
    // As on systems whose numbers are signed.
    expect(isNetworkDrive('/mnt/notes', 'linux', 0xff534d42 | 0)).toBe(true)
  })

  test('is known by its path on Windows and macOS', () => {
    const isRemote = (path: string, platform: NodeJS.Platform) => isNetworkDrive(path, platform, 0)
    expect([isRemote('\\\\server\\notes', 'win32'), isRemote('\\\\?\\UNC\\server\\notes', 'win32')]).toEqual([
      true,
      true,
    ])
    expect([isRemote('C:\\notes', 'win32'), isRemote('\\\\?\\C:\\notes', 'win32')]).toEqual([false, false])
    expect([isRemote('/Volumes/notes', 'darwin'), isRemote('/Users/ann/notes', 'darwin')]).toEqual([true, false])
  })
})
