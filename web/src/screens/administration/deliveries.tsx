// What a web-hook was told of late, and whether it took it.
import { Button, Popover, Tag } from "antd";
import type { Schemas } from "../../api/client";
import { DataTable } from "../../kit/data-table";
import { Moment } from "../../kit/due";
import { Loaded, Nothing } from "../../kit/page";
import { useTimes } from "../../kit/time";
import { useWords } from "../../words/words";
import { useDeliveries } from "./hook-queries";
import { hookWords } from "./hook-words";

type Delivery = Schemas["delivery"];
const COLOURS = { waiting: "warning", delivered: "success", given_up: "error" } as const;

function isState(state: string): state is keyof typeof COLOURS {
    return state in COLOURS;
}
const EVENTS = ["deadline_near", "deadline_missed", "case_opened", "ruling_given", "test"] as const;

function State({ delivery }: { delivery: Delivery }) {
    const t = useWords(hookWords);
    const times = useTimes();
    const { state, next_at } = delivery;
    return (
        <span>
            <Tag color={isState(state) ? COLOURS[state] : undefined}>
                {isState(state) ? t[state] : state}
            </Tag>
            {next_at && <span className="quiet small">{t.next(times.moment(next_at))}</span>}
        </span>
    );
}

export function Deliveries({ hook }: { hook: string }) {
    const t = useWords(hookWords);
    const deliveries = useDeliveries(hook);
    const nameOf = (event: string) => {
        const known = EVENTS.find((one) => one === event);
        return known ? t[known] : event;
    };
    return (
        <Loaded asked={deliveries}>
            {(answer) => (
                <DataTable
                    caption={t.deliveries}
                    rows={answer.deliveries}
                    keyOf={(one) => one.id}
                    empty={<Nothing title={t.noDeliveries} hint={t.noDeliveriesHint} />}
                    columns={[
                        { key: "event", title: t.event, cell: (one) => nameOf(one.event) },
                        {
                            key: "at",
                            title: t.about,
                            isTight: true,
                            cell: (one) => <Moment at={one.last_at ?? one.made_at} />,
                        },
                        {
                            key: "state",
                            title: t.state,
                            cell: (one) => <State delivery={one} />,
                        },
                        {
                            key: "answer",
                            title: t.answer,
                            isTight: true,
                            cell: (one) => one.status ?? (one.attempts > 0 ? t.noAnswer : ""),
                        },
                        {
                            key: "attempts",
                            title: t.attempts,
                            isNumber: true,
                            cell: (one) => one.attempts,
                        },
                        {
                            key: "body",
                            title: t.body,
                            isTight: true,
                            cell: (one) => (
                                <Popover
                                    trigger="click"
                                    content={
                                        <pre className="delivery-body">
                                            {JSON.stringify(one.body, null, 2)}
                                        </pre>
                                    }
                                >
                                    <Button size="small" type="link">
                                        {t.show}
                                    </Button>
                                </Popover>
                            ),
                        },
                    ]}
                />
            )}
        </Loaded>
    );
}
