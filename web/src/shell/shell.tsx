// The frame around every screen: where one can go, which shop, who one is.
import {
    AuditOutlined,
    BarChartOutlined,
    BookOutlined,
    CommentOutlined,
    FolderOpenOutlined,
    HomeOutlined,
    ImportOutlined,
    MenuOutlined,
    SearchOutlined,
    SettingOutlined,
    UserOutlined,
} from "@ant-design/icons";
import { Badge, Button, Drawer, Dropdown, Input, Menu, Select } from "antd";
import { type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Link, Outlet, useLocation, useNavigate } from "react-router";
import type { Schemas } from "../api/client";
import { useActsFor, useDesk, useMay } from "../api/desk";
import { useLogOut } from "../api/session";
import { Fence } from "../kit/fence";
import { KeysCard, useKeys } from "../kit/keys";
import { Waiting } from "../kit/waiting";
import { kitWords } from "../kit/words";
import { useCodes } from "../terms/codes";
import { useWords } from "../words/words";
import { Corner } from "./corner";
import { useLive } from "./live";
import mark from "./mark.svg";
import { shellWords } from "./words";

type Place =
    | "today"
    | "reviews"
    | "cases"
    | "tribunal"
    | "insights"
    | "rulebooks"
    | "importing"
    | "administration";

type Permission = Schemas["permission"];

interface PlaceOfDesk {
    place: Place;
    icon: ReactNode;
    /** For whom one must act to have it; without it, it is for all. */
    side?: Schemas["side"];
    /** One of these opens it; without any, it is everybody's. */
    needs?: Permission[];
}

const PLACES: PlaceOfDesk[] = [
    { place: "today", icon: <HomeOutlined />, needs: ["read_cases"] },
    { place: "reviews", icon: <CommentOutlined />, side: "shop" },
    { place: "cases", icon: <FolderOpenOutlined />, needs: ["read_cases", "send_commands"] },
    { place: "tribunal", icon: <AuditOutlined />, side: "platform" },
    { place: "insights", icon: <BarChartOutlined />, needs: ["read_cases"] },
    { place: "rulebooks", icon: <BookOutlined /> },
    { place: "importing", icon: <ImportOutlined />, needs: ["import"] },
    { place: "administration", icon: <SettingOutlined /> },
];
const PATH: Partial<Record<Place, string>> = { importing: "import" };

function Places({ onGo }: { onGo?: () => void }) {
    const t = useWords(shellWords);
    const { shop } = useDesk();
    const here = useLocation().pathname.split("/")[3] ?? "today";
    const may = useMay();
    const actsFor = useActsFor();
    const shown = PLACES.filter(
        ({ side, needs }) => (!side || actsFor(side)) && (needs?.some(may) ?? true),
    );
    return (
        <Menu
            mode="inline"
            selectedKeys={[here]}
            items={shown.map(({ place, icon }) => {
                const path = PATH[place] ?? place;
                return {
                    key: path,
                    icon,
                    label: (
                        <Link to={`/s/${shop.id}/${path}`} onClick={onGo}>
                            {t[place]}
                        </Link>
                    ),
                };
            })}
        />
    );
}

/** Where there is no room for its field, a button lays the field over the top. */
function Search() {
    const t = useWords(shellWords);
    const { shop } = useDesk();
    const go = useNavigate();
    const field = useRef<HTMLInputElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const [isOpen, setOpen] = useState(false);
    const open = useCallback(() => {
        flushSync(() => setOpen(true)); // what is not shown takes no focus
        field.current?.focus();
    }, []);
    const keys = useMemo(() => [{ key: "/", does: t.search, act: open }], [t, open]);
    useKeys(keys);
    return (
        <>
            <Button
                ref={button}
                className="shell-find"
                type="text"
                icon={<SearchOutlined />}
                aria-label={t.search}
                title={t.search}
                onClick={open}
            />
            <Input
                ref={(input) => {
                    field.current = input?.input ?? null;
                }}
                className={isOpen ? "shell-search is-open" : "shell-search"}
                prefix={<SearchOutlined aria-hidden />}
                placeholder={t.searchHint}
                aria-label={t.search}
                allowClear
                onBlur={() => setOpen(false)}
                onKeyDown={(event) => {
                    if (event.key !== "Escape") return;
                    event.currentTarget.blur();
                    button.current?.focus(); // where it is shown
                }}
                onPressEnter={(event) => {
                    const q = event.currentTarget.value.trim();
                    event.currentTarget.blur();
                    go(
                        q
                            ? `/s/${shop.id}/cases?q=${encodeURIComponent(q)}`
                            : `/s/${shop.id}/cases`,
                    );
                }}
            />
        </>
    );
}

function Person() {
    const t = useWords(shellWords);
    const say = useCodes();
    const { account, roles, role, setRole } = useDesk();
    const logOut = useLogOut();
    return (
        <>
            {roles.length > 1 && (
                <Select
                    className="shell-role"
                    value={role}
                    onChange={setRole}
                    aria-label={t.role}
                    options={roles.map((one) => ({ value: one, label: say("role", one) }))}
                />
            )}
            <Dropdown
                trigger={["click"]}
                menu={{
                    items: [
                        {
                            key: "who",
                            label: `${account.name} · ${say("role", role)}`,
                            disabled: true,
                        },
                        { type: "divider" },
                        { key: "out", label: t.logOut, onClick: () => logOut.mutate() },
                    ],
                }}
            >
                <Button
                    type="text"
                    icon={<UserOutlined />}
                    title={account.name}
                    aria-label={account.name}
                />
            </Dropdown>
        </>
    );
}

export function Shell() {
    const t = useWords(shellWords);
    const { product } = useWords(kitWords);
    const { shop, shops } = useDesk();
    const go = useNavigate();
    const may = useMay();
    const isStaff = may("read_cases");
    const live = useLive(shop.id, isStaff);
    const isLive = live === "open";
    const [isMenuOpen, setMenuOpen] = useState(false);
    const { pathname } = useLocation();
    return (
        <div className="shell">
            <a className="skip" href="#content">
                {t.skip}
            </a>
            <header className="shell-top">
                <Button
                    className="shell-menu"
                    type="text"
                    icon={<MenuOutlined />}
                    aria-label={t.menu}
                    onClick={() => setMenuOpen(true)}
                />
                <Link to={`/s/${shop.id}/today`} className="shell-mark" aria-label={product}>
                    <img src={mark} alt="" width={28} height={28} />
                    <strong>{product}</strong>
                </Link>
                <Select
                    className="shell-shop"
                    aria-label={t.shop}
                    value={shop.id}
                    onChange={(id) => go(`/s/${id}/today`)}
                    options={shops.map((one) => ({ value: one.id, label: one.name }))}
                />
                {may("read_personal") && <Search />}
                <span className="grow" />
                {isStaff && (
                    <Badge
                        status={isLive ? "success" : "warning"}
                        title={isLive ? t.live : t.notLive}
                        className="shell-live"
                    />
                )}
                <Corner />
                <Person />
            </header>
            <nav className="shell-side" aria-label={t.menu}>
                <Places />
            </nav>
            <Drawer
                open={isMenuOpen}
                placement="left"
                size={240}
                title={product}
                onClose={() => setMenuOpen(false)}
            >
                <Places onGo={() => setMenuOpen(false)} />
            </Drawer>
            <main id="content" className="shell-content" tabIndex={-1}>
                <div role="status">
                    {live === "lost" && <p className="shell-lost">{t.notLive}</p>}
                </div>
                <Fence place={pathname}>
                    <Suspense fallback={<Waiting />}>
                        <Outlet />
                    </Suspense>
                </Fence>
            </main>
            <KeysCard />
        </div>
    );
}
