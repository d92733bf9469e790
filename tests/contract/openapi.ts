// SPDX-License-Identifier: AGPL-3.0-or-later
// shared/openapi.yaml as plain values, its references followed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type JsonObject = { [name: string]: Json }

export interface Operation {
  /** "GET /api/v1/notebooks/:notebook_uuid", as the server lists its routes. */
  route: string
  value: JsonObject
}

export const contract = parse(
  readFileSync(join(import.meta.dirname, '../../shared/openapi.yaml'), 'utf8'),
) as JsonObject

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Follows `$ref` within the document. */
export function resolved(value: Json | undefined): Json | undefined {
  if (!isObject(value) || typeof value.$ref !== 'string') return value
  let target: Json | undefined = contract
  for (const part of value.$ref.replace(/^#\//, '').split('/')) target = isObject(target) ? target[part] : undefined
  return target
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

export function operations(): Operation[] {
  return Object.entries(contract.paths as JsonObject).flatMap(([path, item]) =>
    Object.entries(item as JsonObject)
      .filter(([method]) => methods.includes(method))
      .map(([method, value]) => ({
        route: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
        value: value as JsonObject,
      })),
  )
}

/** Everything with a schema below a value: media types and parameters. */
export function described(value: Json | undefined, where: string): { where: string; value: JsonObject }[] {
  const target = resolved(value)
  if (Array.isArray(target)) return target.flatMap((each, index) => described(each, `${where}/${index}`))
  if (!isObject(target)) return []
  if ('schema' in target) return [{ where, value: target }]
  return Object.entries(target).flatMap(([name, each]) => described(each, `${where}/${name}`))
}
