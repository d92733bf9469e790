// SPDX-License-Identifier: AGPL-3.0-or-later
// All kinds of sources: another one is a file and a row.
import { findDesktop } from './desktop.ts'
import { openInbox } from './inbox.ts'
import type { Source, SourceKind } from './source.ts'
import { openSsh, type SshSettings } from './ssh.ts'
import { openTree } from './tree.ts'
import { openUsb } from './usb.ts'

export interface SourceSettings {
  paths: string[]
  inbox?: string | undefined
  /** The address of a tablet's USB web interface. */
  usb?: string | undefined
  /** A tablet by SSH. */
  ssh?: SshSettings | undefined
  /** A folder for what is fetched from tablets. */
  cache: string
}

type Open = (settings: SourceSettings) => (Source | undefined)[] | Promise<(Source | undefined)[]>

const rows: Record<SourceKind, Open> = {
  folder: ({ paths }) => paths.map(openTree),
  // Without a word about where notebooks are, the app's folder is meant.
  desktop: async ({ paths, inbox, usb, ssh }) => (paths.length > 0 || inbox || usb || ssh ? [] : [await findDesktop()]),
  inbox: ({ inbox }) => (inbox === undefined ? [] : [openInbox(inbox)]),
  usb: ({ usb, cache }) => (usb === undefined ? [] : [openUsb({ address: usb, cache })]),
  ssh: ({ ssh }) => (ssh === undefined ? [] : [openSsh(ssh)]),
}

/** Those that are named, or what is found on this computer; none where nothing is. */
export async function openSources(settings: SourceSettings): Promise<Source[]> {
  const opened = await Promise.all(Object.values(rows).map((open) => open(settings)))
  return opened.flat().filter((source) => source !== undefined)
}
