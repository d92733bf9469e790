// SPDX-License-Identifier: AGPL-3.0-or-later
// All kinds of sources. A new kind is a file and a row here.
import { findDesktop } from './desktop.ts'
import { openInbox } from './inbox.ts'
import type { Source, SourceKind } from './source.ts'
import { openSsh, type SshSettings } from './ssh.ts'
import { openTree } from './tree.ts'
import { openUsb } from './usb.ts'

export interface SourceSettings {
  paths: string[]
  inbox?: string | undefined
  /** Address of a tablet's USB web interface. */
  usb?: string | undefined
  /** A tablet to read by SSH. */
  ssh?: SshSettings | undefined
  /** Folder for files fetched from tablets. */
  cache: string
}

type Open = (settings: SourceSettings) => (Source | undefined)[] | Promise<(Source | undefined)[]>

const rows: Record<SourceKind, Open> = {
  folder: ({ paths }) => paths.map(openTree),
  // Without any setting, the folder of the desktop app is used.
  desktop: async ({ paths, inbox, usb, ssh }) => (paths.length > 0 || inbox || usb || ssh ? [] : [await findDesktop()]),
  inbox: ({ inbox }) => (inbox === undefined ? [] : [openInbox(inbox)]),
  usb: ({ usb, cache }) => (usb === undefined ? [] : [openUsb({ address: usb, cache })]),
  ssh: ({ ssh }) => (ssh === undefined ? [] : [openSsh(ssh)]),
}

/** The sources that are set, or the one found on this computer; empty if there is none. */
export async function openSources(settings: SourceSettings): Promise<Source[]> {
  const opened = await Promise.all(Object.values(rows).map((open) => open(settings)))
  return opened.flat().filter((source) => source !== undefined)
}
