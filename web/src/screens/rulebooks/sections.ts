// A rulebook's page, cut into sections by its headings. Pure.
import type { Rulebook } from "../../api/rulebooks";

type Block = Rulebook["blocks"][number];

export interface Section {
    /** Stands behind "#" in the address. */
    anchor: string;
    /** facts, deadlines, results, clause, table, examples; prose: for people only. */
    part: string;
    /** Of the clause or the table. */
    name: string;
    heading: Block | null;
    /** Prose of the section, without what the engine reads. */
    prose: Block[];
}

const anchorOf = (part: string, name: string, at: number) =>
    part === "clause" ? name : part === "prose" ? `section-${at}` : `${part}-${name}`;

export function sectionsOf(blocks: Block[]): Section[] {
    const out: Section[] = [];
    const begin = (heading: Block | null) => {
        const part = heading?.part ?? "prose";
        const name = heading?.name ?? "";
        const section: Section = {
            anchor: anchorOf(part, name, out.length),
            part,
            name,
            heading,
            prose: [],
        };
        out.push(section);
        return section;
    };
    let section = begin(null);
    for (const block of blocks) {
        if (block.kind === "heading" && (block.level ?? 1) <= 2) section = begin(block);
        else if (!block.part || block.kind === "heading") section.prose.push(block);
    }
    return out.filter(({ heading, prose }) => heading !== null || prose.length > 0);
}
