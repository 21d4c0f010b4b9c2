/**
 * What each final consonant leaves behind, and what it begins, once a vowel follows it: someone on the way to 마자 has 맞
 * on the screen, and 닭 on the way to 달가. In the order of Unicode, from U+11A8.
 */
const splits = ' ᄀ| ᄁ|ᆨᄉ| ᄂ|ᆫᄌ|ᆫᄒ| ᄃ| ᄅ|ᆯᄀ|ᆯᄆ|ᆯᄇ|ᆯᄉ|ᆯᄐ|ᆯᄑ|ᆯᄒ| ᄆ| ᄇ|ᆸᄉ| ᄉ| ᄊ| ᄋ| ᄌ| ᄎ| ᄏ| ᄐ| ᄑ| ᄒ'
  .split('|')
  .map((split) => split.trim())

const firstFinal = 0x11a8

/** A folded word as it stands, and as the beginning of what it may become with the next key. */
export function typedHalfway(word: string): readonly string[] {
  const split = splits[word.charCodeAt(word.length - 1) - firstFinal]
  return split === undefined ? [word] : [word, word.slice(0, -1) + split]
}

/** Only leading consonants, at least two: ㅁㅈ for 맛집. */
export function isInitials(word: string): boolean {
  return /^[\u1100-\u1112]{2,}$/.test(word)
}

/** The leading consonants of a folded word. */
export function initialsOf(word: string): string {
  return word.replace(/[^\u1100-\u1112]/g, '')
}

/** A folded word with each final consonant as the leading one, or two, that it is written with: 맞 and the 마ㅈ of 마자 alike. */
export function spelledOut(word: string): string {
  return word.replace(/[\u11a8-\u11c2]/g, (final) => {
    const split = splits[final.charCodeAt(0) - firstFinal] ?? final
    const [first = '', second] = split
    return second === undefined ? first : `${splits[first.charCodeAt(0) - firstFinal] ?? first}${second}`
  })
}
