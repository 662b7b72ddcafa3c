// Requests that wait for a person: many may ask at once, and one answer is for all of them.
import { useCallback, useEffect, useRef, useState } from "react";

type Ask = () => Promise<boolean>;

/** Whether somebody waits, and how to tell them. `listen` is given what asks. */
export function useAsked(listen: (ask: Ask) => void): [boolean, (isDone: boolean) => void] {
    const [isAsked, setAsked] = useState(false);
    const waiting = useRef<((isDone: boolean) => void)[]>([]);
    const settle = useCallback((isDone: boolean) => {
        for (const tell of waiting.current.splice(0)) tell(isDone);
        setAsked(false);
    }, []);
    useEffect(() => {
        listen(() => {
            setAsked(true);
            return new Promise((tell) => waiting.current.push(tell));
        });
        return () => listen(async () => false);
    }, [listen]);
    return [isAsked, settle];
}
