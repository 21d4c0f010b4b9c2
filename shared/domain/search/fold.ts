/** Letters that Unicode does not take apart, as people without them on the keyboard type them. */
const spelt: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
}

const hiraganaBelowKatakana = 0x60

/**
 * The words of a text as they are compared: width, case, accents and the kind of kana folded, Hangul taken apart into its
 * letters, so that a syllable that is typed halfway is the beginning of the whole one. Marks and punctuation part words.
 */
export function foldWords(text: string): readonly string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]|\p{Cf}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/[æœøłđðþıς]/g, (letter) => spelt[letter] ?? letter)
    .replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - hiraganaBelowKatakana))
  return folded.split(/[\p{P}\p{Z}\p{C}]+/u).filter((word) => word !== '')
}
