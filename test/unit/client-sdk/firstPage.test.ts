import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../../dist/apps/diner', import.meta.url))
const mostBytes = 120 * 1024

test('the first page of the diner’s app takes at most 120 KiB of compressed JavaScript', async () => {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const named = Array.from(page.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g), ([, path = '']) => path)
  const loaded = await withImports(named)
  const bytes = loaded.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0)
  console.log(`${loaded.map(({ path }) => path).join(', ')}: ${bytes} bytes compressed of ${mostBytes}`)
  expect(named).toContainEqual(expect.stringMatching(/^\/assets\/main-/))
  expect(bytes).toBeLessThan(mostBytes)
})

test('every file of the build lies there squeezed, so that no hub does it while people wait', async () => {
  const files = await readdir(join(folder, 'assets'))
  const plain = files.filter((name) => /\.(js|css)$/.test(name))
  expect(plain).not.toEqual([])
  expect(files).toEqual(expect.arrayContaining(plain.flatMap((name) => [`${name}.br`, `${name}.gz`])))
})

interface Script {
  readonly path: string
  readonly text: string
}

/** With all that is needed before any of it runs; what is fetched later by `import()` is not. */
async function withImports(paths: readonly string[], known = new Map<string, Script>()): Promise<readonly Script[]> {
  for (const path of paths.filter((it) => !known.has(it))) {
    const text = await readFile(join(folder, path), 'utf8')
    known.set(path, { path, text })
    const needed = Array.from(
      text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g),
      ([, name = '']) => `/assets/${name}`,
    )
    await withImports(needed, known)
  }
  return [...known.values()]
}
