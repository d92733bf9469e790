// SPDX-License-Identifier: AGPL-3.0-or-later
// CodeMirror's own words in the languages of the dashboard. They are part of the editor's file, so they aren't among
// the texts that every visit loads.
import type { LanguageName } from '../i18n/index.ts'

export const editorPhrases: Record<LanguageName, Record<string, string>> = {
  en: {
    all: 'Select all',
    'by word': 'Whole words',
    close: 'Close',
    'match case': 'Match case',
    next: 'Next',
    previous: 'Previous',
    regexp: 'Regular expression',
    replace: 'Replace',
    'replace all': 'Replace all',
  },
  de: {
    all: 'Alle auswählen',
    'by word': 'Ganze Wörter',
    close: 'Schließen',
    'current match': 'Aktueller Treffer',
    Find: 'Suchen',
    go: 'Los',
    'Go to line': 'Gehe zu Zeile',
    'match case': 'Groß- und Kleinschreibung',
    next: 'Nächster',
    'on line': 'in Zeile',
    previous: 'Vorheriger',
    regexp: 'Regulärer Ausdruck',
    Replace: 'Ersetzen',
    replace: 'Ersetzen',
    'replace all': 'Alle ersetzen',
    'replaced $ matches': '$ Treffer ersetzt',
    'replaced match on line $': 'Treffer in Zeile $ ersetzt',
  },
}
