// Where a piece of evidence stands, as people say it.
import { useCallback } from "react";
import { useWords } from "../words/words";
import { kitWords } from "./words";

const PLACE = /^(.+):(\d+)$/;
const TURN = /^turn (\d+)$/;
const BETWEEN = " · ";

/** "chats/2026-05.jsonl:5 · turn 10" in words; what is no place stays as it is. */
export function usePlace(): (reference: string) => string {
    const t = useWords(kitWords);
    return useCallback(
        (reference) =>
            reference
                .split(BETWEEN)
                .map((part) => {
                    const [, file, line] = PLACE.exec(part) ?? [];
                    if (file) return t.source(file, Number(line));
                    const turn = TURN.exec(part)?.[1];
                    return turn ? t.turn(Number(turn)) : part;
                })
                .join(BETWEEN),
        [t],
    );
}
