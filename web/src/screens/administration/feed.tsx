// One's own calendar link for the shop.
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { CopyOnce } from "../../kit/copy-once";
import { Loaded } from "../../kit/page";
import { ProblemNote } from "../../kit/problem-note";
import { useTimes } from "../../kit/time";
import { useWords } from "../../words/words";
import { useEndFeed, useFeed, useMakeFeed } from "./queries";
import { Section } from "./section";
import { adminWords } from "./words";

export function Feed() {
    const t = useWords(adminWords);
    const times = useTimes();
    const feed = useFeed();
    const make = useMakeFeed();
    const end = useEndFeed();
    const [url, setUrl] = useState<string | null>(null);
    const begin = () => make.mutate(undefined, { onSuccess: (made) => setUrl(made.url ?? null) });
    const failed = make.error ?? end.error;
    return (
        <Section title={t.feed} lead={t.feedLead}>
            {url && (
                <CopyOnce
                    title={t.feedSecret}
                    hint={t.feedSecretHint}
                    secret={url}
                    onClose={() => setUrl(null)}
                />
            )}
            {failed && <ProblemNote error={failed} />}
            <Loaded asked={feed}>
                {({ feed: there, may_make }) =>
                    !may_make && !there ? (
                        <p className="quiet">{t.feedNotYours}</p>
                    ) : (
                        <div className="row wrap">
                            <span>
                                {there ? t.feedSince(times.moment(there.made_at)) : t.noFeed}
                            </span>
                            {there ? (
                                <>
                                    <Popconfirm title={t.feedSure} onConfirm={begin}>
                                        <Button loading={make.isPending}>{t.renewFeed}</Button>
                                    </Popconfirm>
                                    <Button danger onClick={() => end.mutate(undefined)}>
                                        {t.endFeed}
                                    </Button>
                                </>
                            ) : (
                                <Button loading={make.isPending} onClick={begin}>
                                    {t.makeFeed}
                                </Button>
                            )}
                        </div>
                    )
                }
            </Loaded>
        </Section>
    );
}
