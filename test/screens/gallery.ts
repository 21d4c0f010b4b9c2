import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Picture {
  readonly state: string
  readonly size: string
  readonly scheme: string
  readonly language: string
  /** Beside the page that shows it. */
  readonly file: string
}

/** One page to look through them: by size, by light, by language. */
export async function writeGallery(folder: string, pictures: readonly Picture[]): Promise<void> {
  const states = [...new Set(pictures.map(({ state }) => state))]
  const choices = (['size', 'scheme', 'language'] as const).map((name) => choice(name, pictures))
  const sections = states.map((state) =>
    section(
      state,
      pictures.filter((it) => it.state === state),
    ),
  )
  await writeFile(join(folder, 'index.html'), page(choices.join(''), sections.join('\n')))
}

function choice(name: 'size' | 'scheme' | 'language', pictures: readonly Picture[]): string {
  const values = [...new Set(pictures.map((picture) => picture[name]))]
  return `<label>${name} <select name="${name}"><option value="">all</option>${values
    .map((value) => `<option>${value}</option>`)
    .join('')}</select></label> `
}

function section(state: string, pictures: readonly Picture[]): string {
  const figures = pictures.map(
    ({ file, size, scheme, language }) =>
      `<a href="${file}" data-size="${size}" data-scheme="${scheme}" data-language="${language}">` +
      `<img src="${file}" alt="${state}, ${size}, ${scheme}, ${language}" loading="lazy"></a>`,
  )
  return `<section id="${state}"><h2><a href="#${state}">${state}</a></h2><div>${figures.join('')}</div></section>`
}

function page(choices: string, sections: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screens</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 1rem; background: #777; color: #fff; }
form { position: sticky; top: 0; padding: 0.5rem; background: #555; }
div { display: flex; gap: 1rem; overflow-x: auto; align-items: start; }
img { display: block; max-height: 80vh; max-width: 60vw; }
a { color: inherit; }
</style>
<form>${choices}</form>
${sections}
<script>
const form = document.querySelector('form')
form.addEventListener('change', () => {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== '')
  for (const it of document.querySelectorAll('[data-size]')) {
    it.hidden = chosen.some(([name, value]) => it.dataset[name] !== value)
  }
})
</script>
</html>
`
}
