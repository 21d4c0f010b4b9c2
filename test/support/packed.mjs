/*
 * Runs a program that was packed into one file: `node packed.mjs <file> <kind>`. What V8 compiled of it is kept beside it
 * when the first process of a kind ends, and later ones begin with that: a core has half the work until they are ready.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'

const [, , filename, kind] = process.argv
const compiled = `${filename}.${kind}.compiled`

function earlier() {
  try {
    return readFileSync(compiled)
  } catch {
    return undefined
  }
}

const cachedData = earlier()
const script = new Script(Module.wrap(readFileSync(filename, 'utf8')), { filename, cachedData })
if (cachedData === undefined || script.cachedDataRejected) {
  process.once('exit', () => {
    const half = `${compiled}.${process.pid}`
    writeFileSync(half, script.createCachedData())
    renameSync(half, compiled)
  })
}
process.argv.splice(1, 1)
const module = { exports: {} }
script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename))
