// What the queue shows: filters in the address, so that they can be sent on and come back.
import { CloseOutlined, SearchOutlined, StarOutlined } from "@ant-design/icons";
import { Button, Input, Popover, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { useDesk } from "../../api/desk";
import { usePeople } from "../../api/people";
import { codesOf, useCodes } from "../../terms/codes";
import { useWords } from "../../words/words";
import { useSavedFilters } from "./saved-filters";
import { caseWords } from "./words";

const TYPED_MS = 120;

/** Of the address what the queue is asked for. */
export function useFilters() {
    const [params, setParams] = useSearchParams();
    const of = (name: string) => params.get(name) ?? undefined;
    const set = (name: string, value: string | undefined) =>
        setParams(
            (old) => {
                const next = new URLSearchParams(old);
                if (value) next.set(name, value);
                else next.delete(name);
                return next;
            },
            { replace: true },
        );
    return {
        q: params.get("q") ?? "",
        query: {
            kind: of("kind"),
            phase: of("phase"),
            outcome: of("outcome"),
            assigned: of("assigned"),
            due_to: of("due_to"),
            updated_from: of("updated_from"),
            opened_from: of("opened_from"),
            order: of("order") ?? "due",
        },
        address: params.toString(),
        set,
        setAll: (query: string) => setParams(new URLSearchParams(query)),
    };
}

type Filters = ReturnType<typeof useFilters>;

function SearchField({ filters }: { filters: Filters }) {
    const t = useWords(caseWords);
    const [text, setText] = useState(filters.q);
    const given = useRef(filters.q);
    const set = useRef(filters.set);
    set.current = filters.set;
    useEffect(() => {
        if (filters.q === given.current) return; // from outside, such as the search above
        given.current = filters.q;
        setText(filters.q);
    }, [filters.q]);
    useEffect(() => {
        const q = text.trim();
        if (q === given.current) return;
        const timer = setTimeout(() => {
            given.current = q;
            set.current("q", q);
        }, TYPED_MS);
        return () => clearTimeout(timer);
    }, [text]);
    return (
        <Input
            className="cases-search"
            value={text}
            onChange={(event) => setText(event.target.value)}
            prefix={<SearchOutlined aria-hidden />}
            placeholder={t.searchHint}
            aria-label={t.search}
            allowClear
        />
    );
}

function Chosen({ filters, name, kind }: { filters: Filters; name: string; kind: string }) {
    const t = useWords(caseWords);
    const codes = useCodes();
    const label = name === "kind" ? t.kind : name === "phase" ? t.phase : t.outcome;
    const code = kind as "kind" | "phase" | "outcome";
    const options = codesOf(code)
        .filter((one) => !["none", "review_thread", "thread"].includes(one))
        .filter((one) => code !== "kind" || one !== "review")
        .map((value) => ({ value, label: codes(code, value) }));
    return (
        <Select
            className="cases-filter"
            placeholder={label}
            aria-label={label}
            allowClear
            value={filters.query[code]}
            onChange={(value) => filters.set(name, value)}
            options={options}
            popupMatchSelectWidth={false}
        />
    );
}

function Assigned({ filters }: { filters: Filters }) {
    const t = useWords(caseWords);
    const { account } = useDesk();
    const people = usePeople();
    const others = (people.data ?? []).filter((one) => one.id !== account.id);
    return (
        <Select
            className="cases-filter"
            placeholder={t.assigned}
            aria-label={t.assigned}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={filters.query.assigned}
            onChange={(value) => filters.set("assigned", value)}
            options={[
                { value: account.id, label: t.mine },
                ...others.map((one) => ({ value: one.id, label: one.name })),
            ]}
            popupMatchSelectWidth={false}
        />
    );
}

function SavedOnes({ filters }: { filters: Filters }) {
    const t = useWords(caseWords);
    const { saved, add, remove } = useSavedFilters();
    const [name, setName] = useState("");
    const [isOpen, setOpen] = useState(false);
    const save = () => {
        add({ name, query: filters.address });
        setName("");
        setOpen(false);
    };
    return (
        <>
            {saved.map((one) => (
                <span key={one.name} className="saved-filter">
                    <Button
                        size="small"
                        type={one.query === filters.address ? "primary" : "default"}
                        onClick={() => filters.setAll(one.query)}
                    >
                        {one.name}
                    </Button>
                    <Button
                        size="small"
                        type="text"
                        icon={<CloseOutlined />}
                        aria-label={t.removeFilter(one.name)}
                        title={t.removeFilter(one.name)}
                        onClick={() => remove(one.name)}
                    />
                </span>
            ))}
            {filters.address && (
                <Popover
                    trigger="click"
                    open={isOpen}
                    onOpenChange={setOpen}
                    content={
                        <form
                            className="row"
                            onSubmit={(event) => {
                                event.preventDefault();
                                save();
                            }}
                        >
                            <Input
                                autoFocus
                                value={name}
                                maxLength={40}
                                onChange={(event) => setName(event.target.value)}
                                placeholder={t.filterName}
                                aria-label={t.filterName}
                            />
                            <Button type="primary" htmlType="submit" disabled={!name.trim()}>
                                {t.save}
                            </Button>
                        </form>
                    }
                >
                    <Button size="small" type="text" icon={<StarOutlined />}>
                        {t.saveFilter}
                    </Button>
                </Popover>
            )}
        </>
    );
}

export function FilterBar({ filters }: { filters: Filters }) {
    const t = useWords(caseWords);
    const isFiltered = filters.address !== "";
    return (
        <search className="cases-bar">
            <SearchField filters={filters} />
            {!filters.q && (
                <>
                    <Chosen filters={filters} name="kind" kind="kind" />
                    <Chosen filters={filters} name="phase" kind="phase" />
                    <Chosen filters={filters} name="outcome" kind="outcome" />
                    <Assigned filters={filters} />
                    <Select
                        className="cases-filter"
                        aria-label={t.order}
                        value={filters.query.order}
                        onChange={(value) =>
                            filters.set("order", value === "due" ? undefined : value)
                        }
                        options={[
                            { value: "due", label: t.byDue },
                            { value: "newest", label: t.byNewest },
                            { value: "updated", label: t.byUpdated },
                        ]}
                        popupMatchSelectWidth={false}
                    />
                </>
            )}
            <SavedOnes filters={filters} />
            {isFiltered && (
                <Button size="small" type="text" onClick={() => filters.setAll("")}>
                    {t.clearFilters}
                </Button>
            )}
        </search>
    );
}
