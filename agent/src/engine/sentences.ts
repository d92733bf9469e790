// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts events to sentences for users.
import { deletedThereSentence } from '../account/deleted-there-sentence.ts'
import { noReader, quotaSentence } from '../account/quota-sentence.ts'
import { removalSentence } from '../account/removal-sentence.ts'
import type { Event } from './events.ts'
import { pauseWords } from './pause.ts'
import { type Plan, waitingPages } from './plan.ts'

export interface Sentence {
  text: string
  /** The user has to do something. */
  isTrouble?: true
  /** For debugging. */
  isDetail?: true
}

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

type Sentences = { [Kind in Event['kind']]: (event: Extract<Event, { kind: Kind }>) => Sentence | undefined }

const sentences: Sentences = {
  started: ({ server, sources, vaults }) => ({
    text:
      sources.length > 0
        ? `Watching ${sources.map(({ address }) => address).join(', ')} for ${server}.`
        : `Watching ${server} for ${vaults.join(', ')}.`,
  }),
  'memory-damaged': () => ({
    text: 'What was remembered of the library is damaged and was set aside. All pages are read once more.',
    isTrouble: true,
  }),
  'no-page': ({ port, reason }) => ({
    text: `No page is shown on this computer: port ${port} can't be used (${reason}). Choose another by --port.`,
    isTrouble: true,
  }),
  'no-tray': ({ reason }) => ({ text: `No icon is shown in the tray: ${reason}.`, isDetail: true }),
  looked: ({ notebooks, opened, excluded, ms }) => ({
    text: `Looked at ${plural(notebooks, 'notebook')}, opened ${plural(opened, 'page')}, left out ${excluded} (${ms} ms).`,
    isDetail: true,
  }),
  polled: ({ address, seconds, reason, advice }) => ({
    text: `${address} is looked at every ${plural(seconds, 'second')}. ${reason}.${advice ? ` ${advice}` : ''}`,
    ...(advice && { isTrouble: true as const }),
  }),
  'app-idle': ({ lastChange }) => ({
    text: `The reMarkable app last changed its folder on ${new Date(lastChange).toLocaleDateString('en-CA')}. It brings changes only while it runs.`,
  }),
  'source-lost': ({ address, reason }) => ({ text: `${address}: ${reason}`, isTrouble: true }),
  'source-back': ({ address }) => ({ text: `${address} can be read again.` }),
  unreadable: ({ notebook, page, reason }) => ({
    text: `${notebook}${page === undefined ? '' : `, page ${page}`}: ${reason}`,
    isTrouble: true,
  }),
  announced: ({ notebooks, deleted, wanted }) => {
    const parts = [
      ...(notebooks > 0 ? [`${plural(notebooks, 'notebook or folder', 'notebooks and folders')} changed`] : []),
      ...(deleted > 0 ? [`${deleted} deleted`] : []),
      ...(wanted > 0 ? [`${plural(wanted, 'page')} to send`] : []),
    ]
    return parts.length > 0 ? { text: `${parts.join(', ')}.` } : undefined
  },
  shortened: ({ shortened }) => ({ text: shortened.sentence, isTrouble: true }),
  page: ({ pushed: { notebook, page }, outcome }) =>
    outcome.kind === 'failed'
      ? { text: `${notebook.name}, page ${page.number}: ${messageOf(outcome.error)}`, isTrouble: true }
      : { text: `${notebook.name}, page ${page.number}: ${outcome.kind}`, isDetail: true },
  'deletions-asked': ({ address, gone, of }) => ({
    text: `${gone} of ${plural(of, 'notebook or folder', 'notebooks and folders')} are gone from ${address}. Nothing is deleted on the server until you run "rmirror sync --allow-deletions".`,
    isTrouble: true,
  }),
  'server-behind': () => ({ text: 'The server was restored or emptied: everything is sent to it again.' }),
  'deleted-there': ({ names }) => ({ text: deletedThereSentence(names) }),
  'removal-held': ({ warning }) => ({ text: removalSentence(warning), isTrouble: true }),
  'quota-used': ({ quota }) => ({
    text: quota.has_reader ? `Page quota: ${quotaSentence(quota)}. Pages are sent and wait for it.` : noReader,
    isTrouble: true,
  }),
  offline: ({ reason, retryMs }) => ({
    text: `${reason}. Trying again in ${plural(Math.max(1, Math.round(retryMs / 1000)), 'second')}, and then less often.`,
    isTrouble: true,
  }),
  paused: ({ until }) => ({ text: `Paused ${pauseWords(until, new Date())}.` }),
  resumed: () => ({ text: 'The pause is over.' }),
  online: () => ({ text: 'Connected again.' }),
  failed: ({ reason }) => ({ text: `Something went wrong: ${reason}`, isTrouble: true }),
  'no-room': ({ reason }) => ({ text: `${reason} Trying again once a day.`, isTrouble: true }),
  'disk-full': () => ({
    text: 'The disk of this computer is full. Make room: nothing is sent until what is sent can be remembered.',
    isTrouble: true,
  }),
  'disk-free': () => ({ text: 'There is room on the disk again.' }),
  'signed-out': ({ reason }) => ({ text: `${reason} Nothing is sent until then.`, isTrouble: true }),
  terms: ({ reason }) => ({ text: `${reason} Nothing is sent until then.`, isTrouble: true }),
  displayed: ({ sent }) => ({ text: `Sent ${plural(sent, 'picture')} to look at.`, isDetail: true }),
  vault: ({ folder, says, isTrouble }) => ({
    text: `Vault ${folder}: ${says}`,
    ...(isTrouble && { isTrouble: true as const }),
  }),
  'vault-lost': ({ folder, reason }) => ({ text: `Vault ${folder}: ${reason}`, isTrouble: true }),
  'vault-back': ({ folder }) => ({ text: `Vault ${folder} can be written again.` }),
  'update-offered': ({ version, command }) => ({
    text: `Version ${version} of rMirror is available. To install it: ${command}`,
  }),
  updating: ({ version }) => ({ text: `Changing to version ${version} of rMirror.` }),
  updated: ({ version }) => ({ text: `Version ${version} of rMirror runs now.` }),
  'update-failed': ({ version, reason }) => ({
    text: `rMirror was not updated, and version ${version} goes on. ${reason}`,
    isTrouble: true,
  }),
  done: ({ sent, deferred, failed }) => {
    const waiting = deferred > 0 ? `, ${deferred} of them wait for quota` : ''
    const left = failed > 0 ? `; ${failed} couldn't be sent` : ''
    return { text: `Sent ${plural(sent + deferred, 'page')}${waiting}${left}.` }
  },
}

export function planSentence(plan: Plan): string {
  const { changed, pages, gone, excluded } = plan
  const waiting = waitingPages(plan)
  const parts = [
    `${plural(pages, 'page')} would be sent, of ${plural(changed, 'notebook or folder', 'notebooks and folders')} that changed`,
    ...(waiting > 0 ? [`${waiting} of them would wait for quota`] : []),
    ...(gone > 0 ? [`${gone} would be deleted on the server`] : []),
    ...(excluded > 0 ? [`${plural(excluded, 'notebook')} left out by your choice`] : []),
  ]
  return `${parts.join('; ')}.`
}

export function sentenceOf(event: Event): Sentence | undefined {
  return (sentences[event.kind] as (event: Event) => Sentence | undefined)(event)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
