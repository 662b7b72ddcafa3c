// Below here every text of the server tells moments by the clock of the shop.
import { type ReactNode, useCallback } from "react";
import { ReadingProvider } from "../words/words";
import { useTimes, withMoments } from "./time";

export function LocalMoments({ children }: { children: ReactNode }) {
    const times = useTimes();
    const read = useCallback((text: string) => withMoments(text, times), [times]);
    return <ReadingProvider value={read}>{children}</ReadingProvider>;
}
