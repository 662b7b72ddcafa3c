// Prose of a rulebook: paragraphs, lists, quotes, tables. Made of elements, never of markup.
import type { Schemas } from "../../api/client";
import { useLanguage } from "../../words/words";

type Block = Schemas["page_block"];
type Run = Schemas["page_run"];

function OneRun({ run }: { run: Run }) {
    switch (run.style) {
        case "code":
            return <code>{run.text}</code>;
        case "emphasis":
            return <em>{run.text}</em>;
        case "strong":
            return <strong>{run.text}</strong>;
        case "link":
            return (
                <a href={run.href} rel="noreferrer">
                    {run.text}
                </a>
            );
        default:
            return <>{run.text}</>;
    }
}

export function Runs({ runs }: { runs: Run[] | undefined }) {
    return (
        <>
            {runs?.map((run, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a page of one version never changes
                <OneRun key={at} run={run} />
            ))}
        </>
    );
}

function Table({ block }: { block: Block }) {
    return (
        <div className="wide-table">
            <table>
                <thead>
                    <tr>
                        {block.head?.cells.map((cell, at) => (
                            // biome-ignore lint/suspicious/noArrayIndexKey: never changes
                            <th key={at} scope="col">
                                <Runs runs={cell.runs} />
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {block.rows?.map((row, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: never changes
                        <tr key={at}>
                            {row.cells.map((cell, cellAt) => (
                                // biome-ignore lint/suspicious/noArrayIndexKey: never changes
                                <td key={cellAt}>
                                    <Runs runs={cell.runs} />
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function OneBlock({ block }: { block: Block }) {
    switch (block.kind) {
        case "heading":
            return (
                <h4>
                    <Runs runs={block.runs} />
                </h4>
            );
        case "paragraph":
            return (
                <p>
                    <Runs runs={block.runs} />
                </p>
            );
        case "list": {
            const items = block.items?.map((item, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: never changes
                <li key={at}>
                    <Blocks blocks={item.blocks} />
                </li>
            ));
            return block.is_ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
        }
        case "quote":
            return (
                <blockquote>
                    <Blocks blocks={block.items?.flatMap((item) => item.blocks) ?? []} />
                </blockquote>
            );
        case "table":
            return <Table block={block} />;
        case "code":
            return <pre>{block.text}</pre>;
        case "line":
            return <hr />;
        default:
            return null;
    }
}

export function Blocks({ blocks }: { blocks: Block[] }) {
    return (
        <>
            {blocks.map((block, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a page of one version never changes
                <OneBlock key={at} block={block} />
            ))}
        </>
    );
}

const IS_CHINESE = /\p{Script=Han}/u;
const isChinese = (block: Block) =>
    IS_CHINESE.test(block.runs?.map(({ text }) => text).join("") ?? "");

/** Paragraphs in both languages stand beside each other, one's own first. */
export function Prose({ blocks }: { blocks: Block[] }) {
    const { language } = useLanguage();
    const [zh, en] = [true, false].map((wanted) =>
        blocks.filter((block) => isChinese(block) === wanted),
    );
    const isBoth = zh?.length && en?.length && blocks.every(({ kind }) => kind === "paragraph");
    if (!isBoth) return <Blocks blocks={blocks} />;
    return (
        <div className="side-by-side">
            <div lang={language === "zh" ? "zh-CN" : "en"}>
                <Blocks blocks={language === "zh" ? zh : en} />
            </div>
            <div className="quiet" lang={language === "zh" ? "en" : "zh-CN"}>
                <Blocks blocks={language === "zh" ? en : zh} />
            </div>
        </div>
    );
}
