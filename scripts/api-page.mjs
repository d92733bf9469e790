// SPDX-License-Identifier: AGPL-3.0-or-later
// Renders the contract as a web page: `node scripts/api-page.mjs shared/openapi.yaml OUT.html`. Plain HTML, no script.
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

const [source, target] = process.argv.slice(2)
const contract = parse(readFileSync(source, 'utf8'))
const methods = ['get', 'post', 'put', 'patch', 'delete']

const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
const prose = (text) =>
  escaped(text ?? '')
    .trim()
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((part) => `<p>${part.replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('\n')
const json = (value) => `<pre>${escaped(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</pre>`

function resolved(value) {
  if (!value?.$ref) return value
  return value.$ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((target, part) => target[part], contract)
}

function typeOf(schema) {
  if (schema?.$ref) {
    const name = schema.$ref.split('/').at(-1)
    return `<a href="#${escaped(name)}">${escaped(name)}</a>`
  }
  const variants = schema?.oneOf ?? schema?.anyOf ?? schema?.allOf
  if (variants) return variants.map(typeOf).join(schema.allOf ? ' and ' : ' or ')
  if (schema?.type === 'array') return `list of ${typeOf(schema.items)}`
  if (schema?.enum) return schema.enum.map((value) => `<code>${escaped(value)}</code>`).join(' ')
  const types = [schema?.type ?? 'anything'].flat().join(' or ')
  return escaped(schema?.format ? `${types} (${schema.format})` : types)
}

const row = (cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const table = (head, rows) =>
  rows.length === 0
    ? ''
    : `<table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead>
<tbody>${rows.map(row).join('\n')}</tbody></table>`

function parameters(list) {
  const rows = (list ?? []).map(resolved).map((each) => {
    const where = each.required ? `${each.in}, required` : each.in
    return [`<code>${escaped(each.name)}</code>`, where, typeOf(each.schema), prose(each.description)]
  })
  return table(['Parameter', 'In', 'Type', 'Meaning'], rows)
}

function contents(content) {
  return Object.entries(content ?? {})
    .map(([type, media]) => {
      const example = media.example === undefined ? '' : json(media.example)
      return `<p><code>${escaped(type)}</code>: ${typeOf(media.schema)}</p>${example}`
    })
    .join('\n')
}

function answers(responses) {
  return Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(([status, value]) => {
      const response = resolved(value)
      return `<h4>${escaped(status)}</h4>${prose(response.description)}${contents(response.content)}`
    })
    .join('\n')
}

function operation(path, method, value) {
  const body = resolved(value.requestBody)
  return `<section id="${escaped(value.operationId)}">
<h3><code>${method.toUpperCase()} ${escaped(path)}</code></h3>
<p><strong>${escaped(value.summary)}</strong></p>
${prose(value.description)}
${parameters(value.parameters)}
${body ? `<h4>Body</h4>${prose(body.description)}${contents(body.content)}` : ''}
${answers(value.responses)}
</section>`
}

function operationsOf(tag) {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]?.tags?.[0] === tag).map((method) => [path, method, item[method]]),
  )
}

function schema([name, value]) {
  const rows = Object.entries(value.properties ?? {}).map(([field, of]) => {
    const optional = value.required?.includes(field) ? '' : ' (optional)'
    return [`<code>${escaped(field)}</code>${optional}`, typeOf(of), prose(of.description)]
  })
  return `<section id="${escaped(name)}"><h3>${escaped(name)}</h3>${prose(value.description)}
${rows.length > 0 ? table(['Field', 'Type', 'Meaning'], rows) : `<p>${typeOf(value)}</p>`}</section>`
}

const contentsList = contract.tags
  .map(({ name }) => {
    const links = operationsOf(name).map(
      ([path, method, { operationId }]) =>
        `<li><a href="#${escaped(operationId)}"><code>${method.toUpperCase()} ${escaped(path)}</code></a></li>`,
    )
    return `<li>${escaped(name)}<ul>${links.join('\n')}</ul></li>`
  })
  .join('\n')

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(contract.info.title)} API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api.css">
</head>
<body>
<header>
<h1>${escaped(contract.info.title)} API</h1>
${prose(contract.info.description)}
<p>Machine-readable: <a href="/api/openapi.yaml">openapi.yaml</a>. <a href="/">Back to the dashboard</a>.</p>
</header>
<nav aria-label="Contents"><ul>${contentsList}</ul></nav>
<main>
${contract.tags
  .map(
    ({ name, description }) => `<h2>${escaped(name)}</h2>${prose(description)}
${operationsOf(name)
  .map((each) => operation(...each))
  .join('\n')}`,
  )
  .join('\n')}
<h2>Schemas</h2>
${Object.entries(contract.components.schemas).map(schema).join('\n')}
</main>
</body>
</html>
`
writeFileSync(target, page)
