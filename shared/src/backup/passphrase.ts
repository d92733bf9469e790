// SPDX-License-Identifier: AGPL-3.0-or-later

export const passphraseRule = { characters: 12, different: 6 }

/** The same text is typed differently on different systems: composed or not, and with a space at the end. */
export function normalized(passphrase: string): string {
  return passphrase.normalize('NFKC').trim()
}

/** Whether a passphrase may be chosen. Argon2id makes each guess expensive, not a short passphrase long. */
export function isStrongEnough(passphrase: string): boolean {
  const characters = [...normalized(passphrase)]
  return characters.length >= passphraseRule.characters && new Set(characters).size >= passphraseRule.different
}
