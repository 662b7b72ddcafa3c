// Every screen and its address below /s/SHOP/.
import { type ComponentType, lazy } from "react";

interface Place {
    path: string;
    Screen: ComponentType;
}

export const screens: Place[] = [
    { path: "today", Screen: lazy(() => import("./today/today")) },
    { path: "reviews/:kind?/:review?", Screen: lazy(() => import("./reviews/reviews")) },
    { path: "import/:import?", Screen: lazy(() => import("./imports/imports")) },
    { path: "cases", Screen: lazy(() => import("./cases/queue")) },
    { path: "cases/open", Screen: lazy(() => import("./cases/open-case")) },
    { path: "cases/:case", Screen: lazy(() => import("./cases/case-page")) },
    { path: "cases/:case/statement/:party", Screen: lazy(() => import("./cases/statement")) },
    { path: "tribunal", Screen: lazy(() => import("./tribunal/tribunal")) },
    { path: "tribunal/ledger", Screen: lazy(() => import("./tribunal/ledger")) },
    { path: "insights", Screen: lazy(() => import("./insights/insights")) },
    { path: "rulebooks", Screen: lazy(() => import("./rulebooks/rulebooks")) },
    {
        path: "rulebooks/:rulebook/:version/:view?",
        Screen: lazy(() => import("./rulebooks/rulebook")),
    },
    {
        path: "administration/:part?",
        Screen: lazy(() => import("./administration/administration")),
    },
];
