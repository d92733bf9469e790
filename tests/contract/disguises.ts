// SPDX-License-Identifier: AGPL-3.0-or-later
// A secret as it may stand in a text without looking like itself.

/** What of Base64 is the same wherever the secret begins in what was encoded. */
function base64Forms(secret: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), secret])
      .toString('base64')
      .replace(/=+$/, '')
    const first = Math.ceil((before * 8) / 6)
    const last = Math.floor(((before + secret.length) * 8) / 6)
    const sure = encoded.slice(first, last)
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function percentForms(secret: string): string[] {
  const all = [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return [encodeURIComponent(secret), encodeURI(secret), all, all.toUpperCase()]
}

function jsonForms(secret: string): string[] {
  const once = JSON.stringify(secret).slice(1, -1)
  return [once, JSON.stringify(once).slice(1, -1), once.replaceAll('/', '\\/')]
}

/** Plain, Base64, percent-encoded, JSON-escaped, and all of these in hex, as a dump shows bytes. */
export function disguisesOf(secret: string): string[] {
  const forms = [secret, ...base64Forms(Buffer.from(secret)), ...percentForms(secret), ...jsonForms(secret)]
  return [...new Set(forms.flatMap((form) => [form, Buffer.from(form).toString('hex')]))]
}

/** Where a text holds a secret, in words that do not. */
export function leaksOf(secrets: Record<string, string>, texts: Record<string, string>): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    disguisesOf(secret).flatMap((form, number) =>
      Object.entries(texts).flatMap(([where, text]) =>
        text.includes(form) ? [`${name} (${number}) in ${where}`] : [],
      ),
    ),
  )
}
