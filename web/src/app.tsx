// From the address to a screen. Each screen is code of its own, read when it is first shown.
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useCallback, useEffect, useState } from "react";
import { Link, Navigate, Outlet, Route, Routes, useNavigate, useParams } from "react-router";
import { onFactorOwed } from "./api/client";
import { DeskProvider } from "./api/desk";
import { type Account, type Role, useSession, useShops } from "./api/session";
import { Fence } from "./kit/fence";
import { LocalMoments } from "./kit/local-moments";
import { Loaded, Nothing, Page } from "./kit/page";
import { loadedPart } from "./kit/part";
import { Waiting } from "./kit/waiting";
import { screens } from "./screens/screens";
import { FirstStartPage, LogInAgain, LogInPage, secretOfLink } from "./shell/log-in";
import { Shell } from "./shell/shell";
import { StepUp } from "./shell/step-up";
import { shellWords } from "./shell/words";
import { useWords } from "./words/words";

const LAST_SHOP = "pingli.shop";
const NoShop = loadedPart(() => import("./screens/administration/no-shop"));
const FactorDuty = loadedPart(() => import("./screens/administration/duty"));

export function DeskApp() {
    const session = useSession();
    const [secret, setSecret] = useState(secretOfLink);
    if (secret) return <FirstStartPage secret={secret} onDone={() => setSecret(null)} />;
    if (session.isPending) return <Waiting />;
    if (!session.data && !session.error) return <LogInPage />;
    return (
        <Loaded asked={session}>{(account) => account && <LoggedIn account={account} />}</Loaded>
    );
}

/** The screens' own frame, for what stands in their place. */
function Duty({ account, shop }: { account: Account; shop?: string }) {
    const there = account.memberships.find((one) => one.shop === shop) ?? account.memberships[0];
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return (
        <DeskProvider
            account={account}
            shop={{
                id: there?.shop ?? "",
                name: there?.name ?? "",
                platform: there?.platform ?? "",
                zone: there?.zone || zone,
                demands_second_factor: false,
            }}
            shops={[]}
            roles={[]}
            role={there?.roles[0] ?? "agent"}
            setRole={() => {}}
        >
            <Fence place="duty">
                <Suspense fallback={<Waiting />}>
                    <FactorDuty />
                </Suspense>
            </Fence>
        </DeskProvider>
    );
}

function LoggedIn({ account }: { account: Account }) {
    const queries = useQueryClient();
    useEffect(() => {
        onFactorOwed(() => queries.invalidateQueries({ queryKey: ["session"] }));
        return () => onFactorOwed(() => {});
    }, [queries]);
    const over = (
        <>
            <LogInAgain account={account} />
            <StepUp account={account} />
        </>
    );
    if (account.second_factor_owed)
        return (
            <>
                {over}
                <Duty account={account} />
            </>
        );
    return (
        <>
            {over}
            <Routes>
                <Route path="/s/:shop" element={<AtShop account={account} />}>
                    <Route element={<Shell />}>
                        <Route index element={<Navigate to="today" replace />} />
                        {screens.map(({ path, Screen }) => (
                            <Route key={path} path={path} element={<Screen />} />
                        ))}
                        <Route path="*" element={<NotFound />} />
                    </Route>
                </Route>
                <Route path="*" element={<ToAShop account={account} />} />
            </Routes>
        </>
    );
}

function ToAShop({ account }: { account: Account }) {
    const go = useNavigate();
    const kept = localStorage.getItem(LAST_SHOP);
    const shop = account.memberships.find((one) => one.shop === kept) ?? account.memberships[0];
    useEffect(() => {
        if (shop) go(`/s/${shop.shop}/today`, { replace: true });
    }, [shop, go]);
    if (shop) return <Waiting />;
    return (
        <Suspense fallback={<Waiting />}>
            <NoShop />
        </Suspense>
    );
}

function AtShop({ account }: { account: Account }) {
    const t = useWords(shellWords);
    const { shop: id } = useParams();
    const shops = useShops();
    const roles = account.memberships.find((one) => one.shop === id)?.roles ?? [];
    const [chosen, setChosen] = useState<Role | null>(null);
    const setRole = useCallback((role: Role) => setChosen(role), []);
    const role = chosen && roles.includes(chosen) ? chosen : roles[0];
    useEffect(() => {
        if (id && role) localStorage.setItem(LAST_SHOP, id);
    }, [id, role]);
    if (!role) return <ToAShop account={account} />;
    const isOwed = account.memberships.some((one) => one.shop === id && one.second_factor_owed);
    if (isOwed) return <Duty account={account} shop={id} />;
    return (
        <Loaded asked={shops}>
            {(answer) => {
                const shop = answer.shops.find((one) => one.id === id);
                if (!shop && shops.isFetching) return <Waiting />;
                if (!shop) return <Nothing title={t.shopGone} hint={t.shopGoneHint} />;
                return (
                    <DeskProvider
                        account={account}
                        shop={shop}
                        shops={answer.shops}
                        roles={roles}
                        role={role}
                        setRole={setRole}
                    >
                        <LocalMoments>
                            <Outlet />
                        </LocalMoments>
                    </DeskProvider>
                );
            }}
        </Loaded>
    );
}

function NotFound() {
    const t = useWords(shellWords);
    return (
        <Page title={t.notFound}>
            <Nothing
                title={t.notFound}
                hint={t.notFoundHint}
                action={<Link to="today">{t.home}</Link>}
            />
        </Page>
    );
}
