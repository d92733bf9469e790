// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it } from 'vitest'
import { chosenLanguage, languageLoaded } from '../../i18n/index.ts'
import { reasonOf } from './reason-texts.ts'

beforeEach(async () => {
  chosenLanguage.value = 'de'
  await languageLoaded()
})
afterEach(() => {
  chosenLanguage.value = 'system'
})

it.each([
  ['Your receiver responded with status 422.', 'Dein Empfänger hat mit Status 422 geantwortet.'],
  ["Your WebDAV server doesn't take the note.", 'Dein WebDAV-Server nimmt die Notiz nicht an.'],
  [
    'Your git server refuses the commit: “protected branch”. Allow this user to push to the branch.',
    'Dein Git-Server lehnt den Commit ab: „protected branch“. Erlaube diesem Benutzer, in den Branch zu pushen.',
  ],
  ['Readwise responded with status 401. Check its settings.', /^Readwise hat mit Status 401 .* Einstellungen\.$/],
  ["Your receiver didn't respond in time.", 'Dein Empfänger hat nicht rechtzeitig geantwortet.'],
  [
    'The database in Notion lacks properties: Tags (multi_select), Synced At (date). Add them there.',
    /fehlen Eigenschaften: Tags \(Mehrfachauswahl\), Synced At \(Datum\)\./,
  ],
  ["The saved credential can't be decrypted. Enter it again.", /^Die gespeicherten Zugangsdaten/],
])('the server’s “%s” is said in the person’s language', (reason, words) => {
  const { text, isQuoted } = reasonOf(reason)
  expect(text).toMatch(words)
  expect(isQuoted).toBe(false)
})

it.each([
  'Readwise: This book was merged.',
  'and then Readwise responded with status 401.',
  'Readwise responded with status 4 or 5.',
])('“%s” is a quoted reason of another service, and stays as it is', (reason) => {
  expect(reasonOf(reason)).toEqual({ text: reason, isQuoted: true })
})
