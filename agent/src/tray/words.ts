// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts of the menu, in the languages of the local page.

export interface Words {
  upToDate: string
  looking: string
  sending(pages: number): string
  hindered: string
  sourceAway: string
  asked: string
  removals(notebooks: number): string
  paused: string
  pausedUntil(time: string): string
  lastSync(time: string): string
  open: string
  sync: string
  pause: string
  halfHour: string
  twoHours: string
  untilResumed: string
  resume: string
  quit: string
}

const english: Words = {
  upToDate: 'Up to date',
  looking: 'Looking for notebooks…',
  sending: (pages) => (pages === 1 ? 'Sending 1 page' : `Sending ${pages} pages`),
  hindered: 'Nothing can be sent at the moment',
  sourceAway: 'Up to date, but a source can’t be read',
  asked: 'Deleted notebooks: your decision is needed',
  removals: (notebooks) => `Waiting for your answer: ${notebooks === 1 ? '1 notebook' : `${notebooks} notebooks`}`,
  paused: 'Paused',
  pausedUntil: (time) => `Paused until ${time}`,
  lastSync: (time) => `Last sync: ${time}`,
  open: 'Open rMirror',
  sync: 'Sync now',
  pause: 'Pause',
  halfHour: '30 minutes',
  twoHours: '2 hours',
  untilResumed: 'Until I resume',
  resume: 'Resume',
  quit: 'Quit',
}

const german: Words = {
  upToDate: 'Aktuell',
  looking: 'Notizbücher werden gesucht …',
  sending: (pages) => (pages === 1 ? '1 Seite wird gesendet' : `${pages} Seiten werden gesendet`),
  hindered: 'Zurzeit kann nichts gesendet werden',
  sourceAway: 'Aktuell, aber eine Quelle ist nicht lesbar',
  asked: 'Gelöschte Notizbücher: deine Entscheidung fehlt',
  removals: (notebooks) => `Wartet auf deine Antwort: ${notebooks === 1 ? '1 Notizbuch' : `${notebooks} Notizbücher`}`,
  paused: 'Pausiert',
  pausedUntil: (time) => `Pausiert bis ${time}`,
  lastSync: (time) => `Zuletzt synchronisiert: ${time}`,
  open: 'rMirror öffnen',
  sync: 'Jetzt synchronisieren',
  pause: 'Pausieren',
  halfHour: '30 Minuten',
  twoHours: '2 Stunden',
  untilResumed: 'Bis ich fortsetze',
  resume: 'Fortsetzen',
  quit: 'Beenden',
}

/** `locale` is a BCP 47 tag. */
export const wordsFor = (locale: string): Words => (/^de\b/i.test(locale) ? german : english)
