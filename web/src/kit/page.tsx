// A screen's frame: its title, what can be done on it, and what stands in the place of content that
// is on its way, failed, or is not there yet.
import { Empty, Skeleton, Typography } from "antd";
import { type ReactNode, useEffect } from "react";
import { useWords } from "../words/words";
import { ProblemNote } from "./problem-note";
import { kitWords } from "./words";

interface PageProps {
    title: ReactNode;
    /** For the tab of the browser, where the title is not a text. */
    name?: string;
    lead?: ReactNode;
    actions?: ReactNode;
    children: ReactNode;
    /** The content scrolls itself and takes all the height there is. */
    isFull?: boolean;
}

export function Page({ title, name, lead, actions, children, isFull }: PageProps) {
    const t = useWords(kitWords);
    const tab = name ?? (typeof title === "string" ? title : t.product);
    useEffect(() => {
        document.title = `${tab} · ${t.product}`;
    }, [tab, t.product]);
    return (
        <div className={isFull ? "page page-full" : "page"}>
            <header className="page-head">
                <div className="page-title">
                    <Typography.Title level={1}>{title}</Typography.Title>
                    {lead && <div className="quiet">{lead}</div>}
                </div>
                {actions && <div className="row wrap">{actions}</div>}
            </header>
            {children}
        </div>
    );
}

interface Asked<T> {
    data: T | undefined;
    error: unknown;
    isPending: boolean;
    refetch?: () => unknown;
}

/** Content once it is there. */
export function Loaded<T>({
    asked,
    children,
}: {
    asked: Asked<T>;
    children: (data: T) => ReactNode;
}) {
    if (asked.data !== undefined) return <>{children(asked.data)}</>;
    if (asked.error)
        return (
            <ProblemNote error={asked.error} onRetry={asked.refetch && (() => asked.refetch?.())} />
        );
    return <Skeleton active paragraph={{ rows: 6 }} />;
}

/** Nothing is there: what would be here, and how it comes to be. */
export function Nothing({
    title,
    hint,
    action,
}: {
    title: string;
    hint?: ReactNode;
    action?: ReactNode;
}) {
    return (
        <Empty
            className="nothing"
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
                <>
                    <strong>{title}</strong>
                    {hint && <div className="quiet">{hint}</div>}
                </>
            }
        >
            {action}
        </Empty>
    );
}
