// The order behind the review, as far as the imported files tell it.
import { useTimes } from "../../kit/time";
import { useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { Fact } from "./judgement";
import type { Dossier } from "./queries";
import { reviewWords } from "./words";

type Order = NonNullable<Dossier["order"]>;

export function OrderFacts({ order }: { order: Order | null }) {
    const t = useWords(reviewWords);
    return (
        <section className="panel" aria-label={t.orderTitle}>
            <h2>{t.orderTitle}</h2>
            {order ? <Known order={order} /> : <p className="quiet">{t.noOrder}</p>}
        </section>
    );
}

function Known({ order }: { order: Order }) {
    const t = useWords(reviewWords);
    const say = useCodes();
    const times = useTimes();
    const goods =
        order.lines.length > 0 ? order.lines : [{ title: order.title, sku: "", count: 1 }];
    const facts: [string, string | null | undefined][] = [
        [t.orderId, order.id],
        [t.buyer, order.buyer],
        [t.level, order.buyer_level?.toString()],
        [t.status, order.status],
        [t.paid, order.paid && `${order.paid.amount} ${order.paid.currency}`],
        [t.bought, order.created_at && times.moment(order.created_at)],
        [t.received, order.received_at && times.moment(order.received_at)],
        [t.courier, [order.courier, order.waybill].filter(Boolean).join(" ")],
        [t.ratedBoth, ratedWord(order, t)],
        [
            t.insurance,
            [say("insurance", order.insurance), order.insurance_reason].filter(Boolean).join(" · "),
        ],
        [t.memo, order.memo],
    ];
    return (
        <dl className="facts">
            <Fact name={t.goods}>
                {goods.map((line) => (
                    <div key={line.title + line.sku}>
                        {line.title}
                        <span className="quiet small">
                            {" "}
                            {line.sku} ×{line.count}
                        </span>
                    </div>
                ))}
            </Fact>
            {facts.map(
                ([name, value]) =>
                    value && (
                        <Fact key={name} name={name}>
                            {value}
                        </Fact>
                    ),
            )}
        </dl>
    );
}

function ratedWord(
    order: Order,
    t: Record<"ratedBoth" | "ratedBuyer" | "ratedSeller" | "ratedNone" | "ratedUnknown", string>,
) {
    const { rated_by_buyer: buyer, rated_by_seller: seller } = order;
    if (buyer === null || seller === null) return t.ratedUnknown;
    if (buyer && seller) return t.ratedBoth;
    if (buyer) return t.ratedBuyer;
    return seller ? t.ratedSeller : t.ratedNone;
}
