// What little would make a report of it that is taken: each fact as it is and as it would have to be.
import type { Schemas } from "../../api/client";
import { useCodes } from "../../terms/codes";
import { useSay, useWords } from "../../words/words";
import { reviewWords } from "./words";

export function NearMiss({ miss }: { miss: Schemas["finding_near_miss"] }) {
    const t = useWords(reviewWords);
    const say = useCodes();
    const tell = useSay();
    const ground = miss.ground ? say("ground", miss.ground) : "";
    const isPast = miss.lacks.some((one) => one.is_past);
    return (
        <section className="near-miss" aria-label={t.nearMiss}>
            <h3>{isPast ? t.wouldHaveBeen(ground) : t.wouldBe(ground)}</h3>
            <ul className="plain">
                {miss.lacks.map((one) => (
                    <li key={one.fact}>
                        {tell(one.words)}
                        {t.colon}
                        <strong>{tell(one.wanted)}</strong>{" "}
                        <span className="quiet small">
                            {one.is_past ? t.tooLateFor : t.nowIs(tell(one.is))}
                        </span>
                    </li>
                ))}
            </ul>
        </section>
    );
}
