// The server's reasoning, taken apart: what holds, and the facts on which it rests.

export interface Reason {
    says: string;
    facts: string[];
}

const BASIS = /(?:依据：([^。]*)。)|(?:Facts: (.*?)\.(?=\s|$))/g;

/** "A. Facts: x: y; z: w. B." is A with its two facts, then B. */
export function reasonsOf(why: string): Reason[] {
    const out: Reason[] = [];
    let from = 0;
    for (const match of why.matchAll(BASIS)) {
        const facts = (match[1] ?? match[2] ?? "").split(/；|; /).filter(Boolean);
        out.push({ says: why.slice(from, match.index).trim(), facts });
        from = match.index + match[0].length;
    }
    const rest = why.slice(from).trim();
    if (rest) out.push({ says: rest, facts: [] });
    return out;
}
