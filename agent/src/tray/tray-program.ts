// SPDX-License-Identifier: AGPL-3.0-or-later
// The program that shows a tray icon: only the compiled file of systray2, for x86-64. It receives a menu as a line of
// JSON and reports clicks as lines of JSON. It ends with its input.
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Item, type Menu, separator } from './menu.ts'

const names: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'tray_linux_release',
  win32: 'tray_windows_release.exe',
  darwin: 'tray_darwin_release',
}

/** Undefined if there is none for this computer. If the file found isn't executable, `folder` gets a copy that is. */
export function findTrayProgram(folder: string, from: string = import.meta.url): string | undefined {
  const name = names[process.platform]
  if (process.arch !== 'x64' || name === undefined) return undefined
  try {
    const found = createRequire(from).resolve(`systray2/traybin/${name}`)
    return mayRun(found) ? found : copyToRun(found, folder)
  } catch {
    return undefined
  }
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** npm installs the file without permission to execute it. */
function copyToRun(file: string, folder: string): string {
  const copy = join(folder, basename(file))
  if (existsSync(copy) && statSync(copy).size === statSync(file).size) return copy
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unfinished = `${copy}.${process.pid}`
  copyFileSync(file, unfinished)
  chmodSync(unfinished, 0o700)
  renameSync(unfinished, copy)
  return copy
}

/** An item in the program's format; its id is its position, counted through all levels. */
interface Line {
  title: string
  tooltip: string
  checked: boolean
  enabled: boolean
  hidden: boolean
  __id: number
  items?: Line[]
}

const graceMs = 2_000
const maxReasonLength = 300

export interface TrayStart {
  file: string
  environment: NodeJS.ProcessEnv
  menu: Menu
  /** By look, in base64: a PNG, for Windows an ICO. */
  icons: Record<Menu['look'], string>
  onClick(item: Item): void
}

export class TrayProgram {
  readonly #child: ChildProcess
  readonly #icons: TrayStart['icons']
  #menu: Menu
  #isReady = false
  /** Resolves with the reason once the program has ended; never rejects. */
  readonly ended: Promise<string>

  constructor({ file, environment, menu, icons, onClick }: TrayStart) {
    this.#menu = menu
    this.#icons = icons
    const child = spawn(file, [], { env: environment, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
    this.#child = child
    child.stdin.on('error', () => undefined)
    createInterface(child.stdout).on('line', (line) => {
      const message = messageIn(line)
      if (message?.type === 'ready' && !this.#isReady) {
        this.#isReady = true
        this.#write({ icon: icons[this.#menu.look], title: '', tooltip: 'rMirror', items: linesOf(this.#menu) })
      }
      if (message?.type === 'clicked')
        onClick(itemsOf(this.#menu)[Number(message.__id) - 1] ?? { title: '', isHidden: true })
    })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text) => {
      complaint = (complaint + text).slice(-maxReasonLength)
    })
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('close', (status) => resolve(complaint.trim().split('\n').at(-1) || `it ended with status ${status}`))
    })
  }

  /** Sends only what has changed. */
  show(menu: Menu): void {
    const before = itemsOf(this.#menu)
    const changed = menu.look !== this.#menu.look
    this.#menu = menu
    if (!this.#isReady) return
    if (changed)
      this.#write({
        type: 'update-menu',
        menu: { icon: this.#icons[menu.look], title: '', tooltip: 'rMirror', items: [] },
        seq_id: -1,
      })
    for (const [index, item] of itemsOf(menu).entries()) {
      const was = before[index]
      if (was?.title === item.title && was.isHidden === item.isHidden) continue
      this.#write({ type: 'update-item', item: lineOf(item, index + 1), seq_id: -1 })
    }
  }

  /** Doesn't wait until it has ended. */
  stop(): void {
    this.#child.stdin?.end()
    setTimeout(() => this.#child.kill('SIGKILL'), graceMs).unref()
    this.#child.unref()
  }

  #write(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`)
  }
}

function messageIn(line: string): { type?: unknown; __id?: unknown } | undefined {
  try {
    const message: unknown = JSON.parse(line)
    return typeof message === 'object' && message !== null ? message : undefined
  } catch {
    return undefined
  }
}

/** In the order of their ids. */
function itemsOf({ items }: Menu): Item[] {
  return items.flatMap((item) => [item, ...(item.items ?? [])])
}

function linesOf({ items }: Menu): Line[] {
  let last = 0
  const numbered = (item: Item): Line => {
    const line = lineOf(item, ++last)
    return item.items ? { ...line, items: item.items.map(numbered) } : line
  }
  return items.map(numbered)
}

function lineOf({ title, isHidden, choice, items }: Item, number: number): Line {
  const enabled = choice !== undefined || items !== undefined || title === separator
  return { title, tooltip: '', checked: false, enabled, hidden: isHidden, __id: number }
}
