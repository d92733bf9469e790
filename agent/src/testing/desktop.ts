// SPDX-License-Identifier: AGPL-3.0-or-later
// A virtual screen and a D-Bus session, and access to an icon's menu as a panel has it.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

export interface PanelItem {
  id: number
  title: string
  isEnabled: boolean
  isVisible: boolean
}

const item = '/org/ayatana/NotificationItem/systray'
const menu = [`${item}/Menu`, 'com.canonical.dbusmenu']

export class Desktop implements AsyncDisposable {
  readonly environment: Record<string, string>
  readonly #programs: ChildProcess[]

  static async start(): Promise<Desktop> {
    const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '640x480x24', '-nolisten', 'tcp'])
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'])
    const [display, address] = await Promise.all([firstLine(screen), firstLine(bus)])
    return new Desktop([screen, bus], {
      ...{ DISPLAY: `:${display}`, DBUS_SESSION_BUS_ADDRESS: address, SSH_CONNECTION: '' },
      // Requests no accessibility tools, which would start more programs.
      ...{ NO_AT_BRIDGE: '1', WAYLAND_DISPLAY: '' },
    })
  }

  private constructor(programs: ChildProcess[], environment: Record<string, string>) {
    this.#programs = programs
    this.environment = environment
  }

  /** All items, submenus included; empty while there is no icon. */
  async menu(): Promise<PanelItem[]> {
    const owner = await this.#owner()
    return owner === undefined ? [] : itemsIn(await this.#layout(owner))
  }

  async titles(): Promise<string[]> {
    return (await this.menu()).filter(({ isVisible }) => isVisible).map(({ title }) => title)
  }

  async click(title: string): Promise<void> {
    const found = (await this.menu()).find((each) => each.title === title)
    const owner = await this.#owner()
    if (!found || owner === undefined) throw new Error(`The menu has no "${title}"`)
    await this.#ask('call', owner, ...menu, 'Event', 'isvu', String(found.id), 'clicked', 's', '', '0')
  }

  /** Process id of the program that shows it. */
  async pid(): Promise<number> {
    const owner = (await this.#owner()) ?? ''
    const bus = ['org.freedesktop.DBus', '/', 'org.freedesktop.DBus']
    return (await this.#ask('call', ...bus, 'GetConnectionUnixProcessID', 's', owner)).data[0]
  }

  /** Path of the icon that is shown. */
  async icon(): Promise<string> {
    const owner = (await this.#owner()) ?? ''
    return (await this.#ask('get-property', owner, item, 'org.kde.StatusNotifierItem', 'IconName')).data
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#programs.filter(({ exitCode }) => exitCode === null)) {
      program.kill()
      await once(program, 'exit')
    }
  }

  /** The bus name that has such a menu. */
  async #owner(): Promise<string | undefined> {
    const names: { name: string }[] = await this.#ask('list')
    for (const { name } of names.filter((each) => each.name.startsWith(':'))) {
      const layout = await this.#layout(name).catch(() => undefined)
      if (layout) return name
    }
    return undefined
  }

  async #layout(owner: string): Promise<Node> {
    const answer = await this.#ask('call', owner, ...menu, 'GetLayout', 'iias', '0', '--', '-1', '0')
    return answer.data[1]
  }

  async #ask(...words: string[]) {
    const args = [`--address=${this.environment.DBUS_SESSION_BUS_ADDRESS}`, '--json=short', '--timeout=20', ...words]
    const { stdout } = await promisify(execFile)('busctl', args)
    return stdout === '' ? undefined : JSON.parse(stdout)
  }
}

type Node = [id: number, properties: Record<string, { data: unknown }>, children: { data: Node }[]]

function itemsIn([, , children]: Node): PanelItem[] {
  return children.flatMap(({ data }) => {
    const [id, { label, enabled, visible }] = data
    const own = {
      ...{ id, title: String(label?.data ?? '') },
      ...{ isEnabled: enabled?.data !== false, isVisible: visible?.data !== false },
    }
    return [own, ...itemsIn(data)]
  })
}

async function firstLine(program: ChildProcess): Promise<string> {
  if (!program.stdout) throw new Error('It tells nothing')
  const lines = createInterface(program.stdout)
  const [line] = await once(lines, 'line')
  return line
}
