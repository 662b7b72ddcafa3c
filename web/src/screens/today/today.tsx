import { Nothing, Page } from "../../kit/page";
import { shellWords } from "../../shell/words";
import { useWords } from "../../words/words";

export default function Today() {
    const t = useWords(shellWords);
    return (
        <Page title={t.today}>
            <Nothing title={t.today} />
        </Page>
    );
}
