import type { Language } from '../../identity/documents.ts'

/** The app's own colours, by light and dark. */
const colours = {
  paper: { light: '#fbfaf7', dark: '#151412' },
  ink: { light: '#1f1c18', dark: '#f3efe7' },
  soft: { light: '#5a544a', dark: '#b9b2a6' },
  line: { light: '#e2dcd1', dark: '#37332d' },
  accent: { light: '#7b1e2e', dark: '#f0a3a8' },
  onAccent: { light: '#ffffff', dark: '#2a0a10' },
} as const

const latinSerif = "'Iowan Old Style','Palatino Linotype',Palatino,Georgia"
const sans = "system-ui,-apple-system,'Segoe UI'"

/** The same character is drawn differently in Japan and in Korea: the reader's letters come first. */
const fonts: Readonly<Record<Language, { readonly sans: string; readonly serif: string }>> = {
  ko: {
    sans: `${sans},'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',sans-serif`,
    serif: `${latinSerif},AppleMyungjo,'Nanum Myeongjo','Noto Serif KR',Batang,serif`,
  },
  en: { sans: `${sans},Roboto,Arial,sans-serif`, serif: `${latinSerif},serif` },
  ja: {
    sans: `${sans},'Hiragino Sans','Yu Gothic UI',Meiryo,'Noto Sans JP',sans-serif`,
    serif: `${latinSerif},'Hiragino Mincho ProN','Yu Mincho','Noto Serif JP',serif`,
  },
}

/** Outlook for Windows takes Times for everything where it does not know the first name of a list. */
export const outlookFont: Readonly<Record<Language, string>> = {
  ko: "'Malgun Gothic',sans-serif",
  en: "'Segoe UI',sans-serif",
  ja: "'Yu Gothic UI',Meiryo,sans-serif",
}

/** Korean breaks between words; Japanese by its own rules, at phrases where the reader's program knows them. */
const breaking: Readonly<Record<Language, string>> = {
  ko: 'word-break:keep-all;overflow-wrap:anywhere',
  en: 'overflow-wrap:anywhere',
  ja: 'line-break:strict;overflow-wrap:anywhere',
}

const headingBreaking: Readonly<Record<Language, string>> = {
  ...breaking,
  ja: `${breaking.ja};word-break:auto-phrase`,
}

/** Said on each element: half of the programs that show mails drop a sheet of styles, and most of them inheritance. */
export function stylesFor(language: Language) {
  const { sans, serif } = fonts[language]
  const ink = `color:${colours.ink.light}`
  const soft = `color:${colours.soft.light}`
  const line = `border-top:1px solid ${colours.line.light}`
  const breaks = breaking[language]
  return {
    body: `margin:0;padding:0;background-color:${colours.paper.light};-webkit-text-size-adjust:100%`,
    page: `background-color:${colours.paper.light}`,
    sheet: 'width:100%;max-width:600px;text-align:left',
    brand: `padding:40px 0 32px;font:400 18px/24px ${serif};letter-spacing:.04em;${ink}`,
    heading: `margin:0 0 16px;font:400 28px/36px ${serif};${ink};${headingBreaking[language]}`,
    subheading: `margin:32px 0 12px;font:400 19px/28px ${serif};${ink};${headingBreaking[language]}`,
    text: `margin:0 0 24px;font:400 16px/26px ${sans};${ink};${breaks}`,
    facts: `width:100%;border-bottom:1px solid ${colours.line.light};margin:0 0 28px`,
    label: `width:32%;padding:12px 16px 12px 0;${line};font:400 14px/24px ${sans};${soft};text-align:left;vertical-align:top;${breaks}`,
    value: `padding:12px 0;${line};font:400 16px/24px ${sans};${ink};vertical-align:top;font-variant-numeric:tabular-nums;${breaks}`,
    beneath: `font-size:14px;${soft}`,
    code: `margin:0 0 8px;padding:20px 0 0;${line};font:400 32px/40px ui-monospace,Menlo,Consolas,monospace;letter-spacing:.2em;${ink};-webkit-user-select:all;user-select:all`,
    button: `border-radius:6px;background-color:${colours.accent.light}`,
    link: `display:inline-block;padding:13px 24px;font:600 16px/22px ${sans};color:${colours.onAccent.light};text-decoration:none;${breaks}`,
    note: `margin:0 0 12px;font:400 13px/21px ${sans};${soft};${breaks}`,
    notes: `padding:24px 0 48px;${line}`,
  }
}

/** What cannot be said on an element. */
export const sheet = `:root{color-scheme:light dark;supported-color-schemes:light dark}
a[x-apple-data-detectors]{color:inherit!important;text-decoration:inherit!important;font:inherit!important}
@media (max-width:480px){
.heading{font-size:24px!important;line-height:32px!important}
}
@media (prefers-color-scheme:dark){
.paper{background-color:${colours.paper.dark}!important}
.ink{color:${colours.ink.dark}!important}
.soft{color:${colours.soft.dark}!important}
.line{border-color:${colours.line.dark}!important}
.button{background-color:${colours.accent.dark}!important}
.link{color:${colours.onAccent.dark}!important}
}`
