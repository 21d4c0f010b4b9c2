import { Crash } from '../common/Crash.tsx'
import { OfflineNotice } from '../common/OfflineNotice.tsx'
import { useChosenWords } from '../common/useChosenWords.ts'
import { CommonWordsContext } from '../common/words.ts'
import { Gate } from './desk/Gate.tsx'
import { messages } from './messages.ts'
import { WordsContext } from './words.ts'

export function App() {
  const words = useChosenWords(messages)
  return (
    <CommonWordsContext.Provider value={words}>
      <WordsContext.Provider value={words}>
        <Crash>
          <OfflineNotice />
          <Gate />
        </Crash>
      </WordsContext.Provider>
    </CommonWordsContext.Provider>
  )
}
