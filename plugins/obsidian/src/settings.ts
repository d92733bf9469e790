// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person chose. It is stored in the plugin's data.json, which a sync service may copy to their other devices, so
// nothing here is secret.
import { type ServerAddress, serverAddressOf } from '@rmirror/shared/api'
import type { NotePer } from '@rmirror/shared/vault'

export interface Settings {
  /** Address of the server; "" before it is entered. */
  server: string
  /** Where the notes are in the vault; "" is the vault itself. */
  folder: string
  /** Undefined until it is chosen: then the notes that are there decide. */
  per: NotePer | undefined
  withPictures: boolean
  /** Deletes notes of notebooks that are gone, unless a person wrote into them. */
  deleteRemoved: boolean
  onStart: boolean
  /** Minutes between syncs; 0: only by hand. */
  everyMinutes: number
}

export const intervals = [0, 15, 30, 60, 360]

export const defaultSettings: Settings = {
  server: '',
  folder: 'reMarkable',
  per: undefined,
  withPictures: true,
  deleteRemoved: false,
  onStart: true,
  everyMinutes: 30,
}

/** What is missing, damaged or of another version is the default. */
export function readSettings(data: unknown): Settings {
  const stored = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
  const { server, folder, per, everyMinutes } = stored
  const isOn = (name: 'withPictures' | 'deleteRemoved' | 'onStart') => {
    const value = stored[name]
    return typeof value === 'boolean' ? value : defaultSettings[name]
  }
  return {
    server: typeof server === 'string' ? server : defaultSettings.server,
    folder: typeof folder === 'string' ? (folderOf(folder) ?? defaultSettings.folder) : defaultSettings.folder,
    per: per === 'page' || per === 'notebook' ? per : undefined,
    withPictures: isOn('withPictures'),
    deleteRemoved: isOn('deleteRemoved'),
    onStart: isOn('onStart'),
    everyMinutes: intervals.find((each) => each === everyMinutes) ?? defaultSettings.everyMinutes,
  }
}

// Obsidian doesn't list hidden folders, and other systems refuse these characters.
const refusedSegment = /^\.|[\\:*?"<>|#^[\]]|[. ]$/

/** The folder as a person may type it; undefined if a vault can't have such a folder. */
export function folderOf(text: string): string | undefined {
  const segments = text
    .normalize('NFC')
    .replace(/[\u00a0\u202f]/g, ' ')
    .split('/')
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '')
  return segments.some((segment) => refusedSegment.test(segment)) ? undefined : segments.join('/')
}

/** As a person may type it: "https://" can be left out. */
export function addressIn(text: string): ServerAddress {
  const typed = text.trim()
  return serverAddressOf(/^\w+:\/\//.test(typed) ? typed : `https://${typed}`)
}
