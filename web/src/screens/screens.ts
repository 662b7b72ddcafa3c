// Every screen and its address below /s/SHOP/.
import type { ComponentType } from "react";
import { loadedPart } from "../kit/part";

interface Place {
    path: string;
    Screen: ComponentType;
}

export const screens: Place[] = [
    { path: "today", Screen: loadedPart(() => import("./today/today")) },
    { path: "reviews/:kind?/:review?", Screen: loadedPart(() => import("./reviews/reviews")) },
    { path: "import/:import?", Screen: loadedPart(() => import("./imports/imports")) },
    { path: "cases", Screen: loadedPart(() => import("./cases/queue")) },
    { path: "cases/open", Screen: loadedPart(() => import("./cases/open-case")) },
    { path: "cases/:case", Screen: loadedPart(() => import("./cases/case-page")) },
    { path: "cases/:case/statement/:party", Screen: loadedPart(() => import("./cases/statement")) },
    { path: "tribunal", Screen: loadedPart(() => import("./tribunal/tribunal")) },
    { path: "tribunal/ledger", Screen: loadedPart(() => import("./tribunal/ledger")) },
    { path: "insights", Screen: loadedPart(() => import("./insights/insights")) },
    { path: "rulebooks", Screen: loadedPart(() => import("./rulebooks/rulebooks")) },
    {
        path: "rulebooks/:rulebook/:version/:view?",
        Screen: loadedPart(() => import("./rulebooks/rulebook")),
    },
    {
        path: "administration/:part?",
        Screen: loadedPart(() => import("./administration/administration")),
    },
];
