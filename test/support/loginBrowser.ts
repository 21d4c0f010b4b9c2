/** Where the provider sends the browser back to, once this person has logged in and agreed. */
export async function logInAt(address: string, login: string): Promise<URL> {
  const provider = new URL(address).origin
  const cookies = new Map<string, string>()
  let next: Request | URL = new URL(address)
  for (let i = 0; i < 12; i++) {
    const at: URL = new URL(next instanceof URL ? next : next.url)
    if (at.origin !== provider) return at
    const page: Response = await visit(next, cookies)
    const location = page.headers.get('location')
    next = location === null ? formOf(at, await page.text(), login) : new URL(location, at)
  }
  throw new Error('the provider sends the browser in circles')
}

async function visit(page: Request | URL, cookies: Map<string, string>): Promise<Response> {
  const request = new Request(page, { redirect: 'manual' })
  request.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
  const response = await fetch(request)
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
  return response
}

/** The page asks who it is, or whether they agree. */
function formOf(at: URL, html: string, login: string): Request {
  const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1]
  const prompt = /name="prompt" value="([^"]+)"/.exec(html)?.[1]
  if (action === undefined || prompt === undefined) throw new Error(`no form at ${at.pathname}: ${html.slice(0, 300)}`)
  const body = new URLSearchParams({ prompt, login, password: 'any' })
  return new Request(new URL(action, at), { method: 'POST', body })
}
