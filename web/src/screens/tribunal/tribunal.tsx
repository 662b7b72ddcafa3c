// What an officer does next: cases to take up, to weigh and rule, appeals of other officers.
import { Checkbox, Segmented, Tag } from "antd";
import { useId, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useDesk } from "../../api/desk";
import { Loaded, Nothing, Page } from "../../kit/page";
import { useWords } from "../../words/words";
import { useQueue } from "../cases/queries";
import { CaseList } from "../cases/queue";
import { useToday } from "../today/queries";
import { firstStage, isStage, STAGES, type Stage, type Todo, todoOf } from "./todo";
import { tribunalWords } from "./words";
import "../cases/cases.css";

const COLOURS: Partial<Record<Todo, string>> = {
    takeUp: "processing",
    rule: "processing",
    hear: "warning",
};

function TodoTag({ todo }: { todo: Todo }) {
    const t = useWords(tribunalWords);
    const names: Record<Todo, string> = {
        takeUp: t.doTakeUp,
        await: t.doAwait,
        rule: t.doRule,
        hear: t.doHear,
        none: t.doNothing,
        elsewhere: t.doElsewhere,
    };
    return <Tag color={COLOURS[todo] ?? "default"}>{names[todo]}</Tag>;
}

function useCounts(): Partial<Record<Stage, number>> | undefined {
    const { data } = useToday();
    return (
        data && Object.fromEntries(data.phases.map(({ phase, count }) => [phase, count] as const))
    );
}

export default function Tribunal() {
    const t = useWords(tribunalWords);
    const { shop, account } = useDesk();
    const [params, setParams] = useSearchParams();
    const mine = useId();
    const chosen = params.get("stage");
    const counts = useCounts();
    // Where one begins does not move while one reads.
    const [first, setFirst] = useState<Stage>();
    if (!first && counts) setFirst(firstStage(counts));
    const stage = isStage(chosen) ? chosen : (first ?? "filed");
    const isMine = params.get("mine") === "1";
    const asked = useQueue({
        phase: stage,
        order: "due",
        assigned: isMine ? account.id : undefined,
    });
    const change = (next: Record<string, string>) =>
        setParams({ stage, ...(isMine ? { mine: "1" } : {}), ...next }, { replace: true });
    const names: Record<Stage, string> = {
        filed: t.takeUp,
        review: t.hearing,
        appealed: t.appeals,
        ruled: t.ruled,
    };
    const hints: Record<Stage, string> = {
        filed: t.nothingTakeUp,
        review: t.nothingHearing,
        appealed: t.nothingAppeals,
        ruled: t.nothingRuled,
    };
    return (
        <Page
            title={t.tribunal}
            lead={t.lead}
            actions={<Link to={`/s/${shop.id}/tribunal/ledger`}>{t.ledger}</Link>}
            isFull
        >
            <div className="cases-bar">
                <Segmented
                    value={stage}
                    onChange={(next) => change({ stage: next })}
                    options={STAGES.map((value) => ({
                        value,
                        label: (
                            <>
                                {names[value]}{" "}
                                <span className="quiet">{counts?.[value] ?? ""}</span>
                            </>
                        ),
                    }))}
                    aria-label={t.queue}
                />
                <Checkbox
                    id={mine}
                    checked={isMine}
                    onChange={(event) => change({ mine: event.target.checked ? "1" : "" })}
                >
                    {t.mine}
                </Checkbox>
            </div>
            <Loaded asked={asked}>
                {(data) =>
                    data.pages[0]?.cases.length ? (
                        <CaseList asked={asked} standOf={(row) => <TodoTag todo={todoOf(row)} />} />
                    ) : (
                        <Nothing title={t.nothing} hint={hints[stage]} />
                    )
                }
            </Loaded>
        </Page>
    );
}
