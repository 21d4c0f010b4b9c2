import { launchBrowser } from '../support/browser.ts'
// lines: out scale file file ...
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 400, height: 400 } })
const { readFileSync } = await import('node:fs')
for (const line of readFileSync(0, 'utf8').trim().split('\n')) {
  const [out, scale, ...files] = line.split(' ')
  const imgs = files.map((f) => `<img style="zoom:${scale};vertical-align:top;margin-right:8px" src="data:image/png;base64,${readFileSync(`.couvert/screens/${f}.png`).toString('base64')}">`).join('')
  await page.setContent(`<body style="margin:0;background:#88f;white-space:nowrap;display:inline-block">${imgs}</body>`)
  await page.locator('body').screenshot({ path: `/tmp/six/sheets/${out}.png` })
}
await browser.close()
