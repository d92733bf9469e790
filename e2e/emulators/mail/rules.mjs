// SPDX-License-Identifier: AGPL-3.0-or-later
// What a mail must be: RFC 5321 and 5322, and what ours promises beyond that.

const once = ['date', 'from', 'to', 'message-id', 'subject', 'mime-version', 'content-type', 'auto-submitted']

/**
 * Rules that the mail breaks, in words.
 * @param {Buffer} raw
 * @param {import('postal-mime').Email} mail
 * @param {string[]} recipients of the envelope
 */
export function faultsOfMail(raw, mail, recipients) {
  const text = raw.toString('latin1')
  const faults = []
  const lines = text.split('\r\n')
  if (/\r(?!\n)|(?<!\r)\n/.test(text)) faults.push('a bare CR or LF')
  if (lines.some((line) => line.length > 998)) faults.push('a line of more than 998 bytes')
  const head = text.slice(0, text.indexOf('\r\n\r\n'))
  const isForUnicode = recipients.some((recipient) => !isAscii(recipient))
  if (!isAscii(isForUnicode ? head.replace(/^To: .*$/m, '') : head)) faults.push('a header that is not ASCII')
  if (!isAscii(text.slice(head.length))) faults.push('a body that is not ASCII')
  for (const name of once) {
    const count = mail.headers.filter(({ key }) => key === name).length
    if (count !== 1) faults.push(`${count} headers ${name}`)
  }
  const date = Date.parse(mail.date ?? '')
  if (Number.isNaN(date)) faults.push('a date that is none')
  if (!/^<[^<>\s@]+@[^<>\s@]+>$/.test(mail.messageId ?? '')) faults.push('a Message-ID that is none')
  if (recipients.length !== 1) faults.push('not one recipient')
  if (!mail.text?.trim()) faults.push('no plain text')
  if (!mail.html?.trim()) faults.push('no HTML')
  if (/<(img|script|link|iframe|object|form|input)\b|url\(|@import|src=/i.test(mail.html ?? ''))
    faults.push('HTML with something to load')
  if ((mail.attachments ?? []).length > 0) faults.push('attachments')
  return [...faults, ...faultsOfUnsubscribing(mail)]
}

/** RFC 8058: both headers or none, and an address for one POST. @param {import('postal-mime').Email} mail */
function faultsOfUnsubscribing(mail) {
  const header = (/** @type {string} */ name) => mail.headers.find(({ key }) => key === name)?.value
  const link = header('list-unsubscribe')
  const post = header('list-unsubscribe-post')
  if (link === undefined && post === undefined) return []
  if (post !== 'List-Unsubscribe=One-Click') return ['List-Unsubscribe without one click']
  return /^<https?:\/\/[^\s<>]+>$/.test(link ?? '') ? [] : ['List-Unsubscribe without an address']
}

/** @param {string} text */
function isAscii(text) {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}
