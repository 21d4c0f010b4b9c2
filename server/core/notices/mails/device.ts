/** The first that is found counts: most browsers also claim to be another one. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/KAKAOTALK/, 'KakaoTalk'],
  [/NAVER\(/, 'NAVER'],
  [/ Line\//, 'LINE'],
  [/Whale\//, 'Whale'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
]

/**
 * What a device says of itself, as names that are ours: nothing it wrote is passed on. The
 * screens have a list of their own: they use nothing of ours but the SDK.
 */
export function deviceOf(userAgent: string): { readonly browser: string | null; readonly system: string | null } {
  return { browser: nameIn(userAgent, browsers), system: nameIn(userAgent, systems) }
}

function nameIn(userAgent: string, names: readonly (readonly [RegExp, string])[]): string | null {
  return names.find(([sign]) => sign.test(userAgent))?.[1] ?? null
}
