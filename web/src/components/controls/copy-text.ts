// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Copies text to the clipboard; rejects if nothing was copied. On an insecure origin browsers copy only a selection, so
 * the text is selected in a temporary field.
 */
export async function copyText(text: string): Promise<void> {
  if ('clipboard' in navigator) return navigator.clipboard.writeText(text)
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  if (!isCopied) throw new Error('The browser copied nothing')
}
