// How the shop's cases end, which deadlines are kept, and what its reviews complain of.
import { useActsFor } from "../../api/desk";
import { Page } from "../../kit/page";
import { useWords } from "../../words/words";
import { Causes } from "./causes";
import { Outcomes } from "./outcomes";
import { insightWords } from "./words";
import "./insights.css";

export default function Insights() {
    const t = useWords(insightWords);
    const actsFor = useActsFor();
    return (
        <Page title={t.title} lead={t.lead}>
            <Outcomes />
            {actsFor("shop") && <Causes />}
        </Page>
    );
}
